// The page of an error. It must never say more than the problem document does: no stack, no file path.
import { type Assets, Layout } from './layout.tsx'

type ProblemPageProps = {
  assets: Assets
  title: string
  status: number
  detail: string
  hint: string
  /** Identifies this occurrence, here and in the log. */
  instance: string
}

export const ProblemPage = ({ assets, title, status, detail, hint, instance }: ProblemPageProps) => (
  <Layout title={title} assets={assets}>
    <article class="problem">
      <p class="problem-status">Error {status}</p>
      <h1>{title}</h1>
      <p>{detail}</p>
      {hint !== detail && <p>{hint}</p>}
      <p class="quiet">
        This occurrence is <code>{instance}</code>
      </p>
      <p>
        <a href="/reports">Go to the reports</a>
      </p>
    </article>
  </Layout>
)
