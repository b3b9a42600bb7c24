// Every problem of the catalogue, each with its page.
import type { ProblemEntry } from '../../functions/reference/problem-entry.ts'
import { type Assets, Layout } from '../layout.tsx'
import { ScrollRegion } from '../scroll-region.tsx'

const again = ({ retry, retry_after_seconds: after }: ProblemEntry) =>
  retry ? (after === null ? 'yes' : `after ${after} s`) : 'no'

type Props = { assets: Assets; problems: readonly ProblemEntry[] }

export const ProblemListPage = ({ assets, problems }: Props) => (
  <Layout title="Problems" assets={assets}>
    <h1>Problems</h1>
    <p class="quiet">
      Every error names one of these as its <code>type</code> (RFC 9457).
    </p>
    <div class="block">
      <ScrollRegion label="Every problem">
        <table>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Problem</th>
              <th scope="col">What to do</th>
              <th scope="col">Send the same again?</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((entry) => (
              <tr>
                <td>{entry.status}</td>
                <th scope="row">
                  <a href={entry.type}>{entry.title}</a>
                  <code class="quiet under">{entry.slug}</code>
                </th>
                <td>{entry.hint}</td>
                <td>{again(entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  </Layout>
)
