// One row of the newest events. Drafts are other people's text: always as text, never as markup.
// Row and draft have ids, so that a live update moves them instead of rewriting them.
import type { EventRow } from '../../functions/report/recent.ts'
import { EventBadge } from '../event-type.tsx'
import { count, duration } from '../format.ts'
import { Moment } from '../moment.tsx'

/** Closed it is one line, cut by the style sheet; open it is the whole text and what was sent instead. */
const Draft = ({ row }: { row: EventRow }) => (
  <details id={`draft-${row.seq}`} class="draft">
    <summary>{row.agent_draft}</summary>
    {row.suggestion_used !== null && (
      <p class="draft-used">
        <span class="quiet under">Text used instead</span>
        {row.suggestion_used}
      </p>
    )}
    <p class="quiet">
      Event <code>{row.id}</code>, bucket {row.ab_test_bucket}
    </p>
  </details>
)

export const EventTableRow = ({ row, timeZone }: { row: EventRow; timeZone: string }) => (
  <tr id={`event-${row.seq}`}>
    <td class="number">{row.seq}</td>
    <td>
      <Moment dated at={row.ts} zone={timeZone} />
    </td>
    <td>
      <EventBadge type={row.event} />
      {row.resolution !== null && row.resolution !== 'first' && (
        <span class="quiet under">{row.resolution}</span>
      )}
    </td>
    <td>
      <code class="session" title={row.session_id}>
        {row.session_id}
      </code>
    </td>
    <td>
      <Draft row={row} />
    </td>
    <td>
      {row.policy_refs.length > 0 && (
        <ul class="tags">
          {row.policy_refs.map((policy) => (
            <li class="tag">{policy}</li>
          ))}
        </ul>
      )}
    </td>
    <td class="number" title={`${count(row.latency_ms)} ms`}>
      {duration(row.latency_ms)}
    </td>
  </tr>
)
