// The page /live: the coach at work. What it shows is the desk, which an answer to its form replaces as a whole.
import { type Assets, Layout } from '../layout.tsx'
import { Desk, type DeskProps } from './desk.tsx'

export const LivePage = ({ assets, ...desk }: DeskProps & { assets: Assets }) => (
  <Layout title="Live" assets={assets} current="live">
    <h1>The coach at work</h1>
    <p class="quiet desk-intro">
      Write a draft, ask the coach, choose what goes out. What you choose is an event of the log.
    </p>
    <div id="desk-problem" role="alert" />
    <div id="desk-place">
      <Desk {...desk} />
    </div>
    <script type="module" src={assets.copyScript} />
    <script type="module" src={assets.deskScript} />
  </Layout>
)
