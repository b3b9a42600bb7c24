// The page of a problem: what it means, what to do, whether to send the same again. It must never speak of one
// occurrence: those are answered where they happen.
import type { ProblemEntry } from '../../functions/reference/problem-entry.ts'
import { type Assets, Layout } from '../layout.tsx'

const KEPT = {
  nothing: 'Nothing of the request was kept.',
  unknown: 'It is not known whether anything was kept.',
  earlier: 'Nothing of this request; what an earlier request with the same id brought is kept.',
}

function againWords({ retry, retry_after_seconds: after }: ProblemEntry): string {
  if (!retry) return 'No: the same request would fail the same way.'
  if (after === null) return 'Yes, whenever you like.'
  return `Yes, after ${after} ${after === 1 ? 'second' : 'seconds'}: the header Retry-After says so too.`
}

export const ProblemEntryPage = ({ assets, ...entry }: ProblemEntry & { assets: Assets }) => (
  <Layout title={entry.title} assets={assets}>
    <article class="block problem">
      <p class="problem-status">
        {entry.status} <code>{entry.slug}</code>
      </p>
      <h1>{entry.title}</h1>
      <p>{entry.meaning}</p>
      <h2>What to do</h2>
      <p>{entry.hint}</p>
      <h2>Is it worth sending the same again?</h2>
      <p>{againWords(entry)}</p>
      <h2>Was anything kept?</h2>
      <p>{KEPT[entry.kept]}</p>
      <h2>Example</h2>
      <pre tabindex={0}>
        <code>{JSON.stringify(entry.example, null, 2)}</code>
      </pre>
      <ul class="links">
        <li>
          <a href="/problems">All problems</a>
        </li>
        <li>
          <a href="/docs">API reference</a>
        </li>
      </ul>
    </article>
  </Layout>
)
