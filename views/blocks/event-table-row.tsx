// One row of a table of events. Drafts are other people's text: always as text, never as markup.
// Row and draft have ids, so that a live update moves them instead of rewriting them.
import { eventUrl, sessionUrl } from '../../functions/report/filters.ts'
import type { EventRow } from '../../functions/report/recent.ts'
import { EventBadge } from '../event-type.tsx'
import { beginning } from '../events/beginning.ts'
import { count, duration } from '../format.ts'
import { Moment } from '../moment.tsx'

type Given = Record<string, string>

/** Closed it is one line, cut by the style sheet; open it is the text and what was sent instead. */
function Draft({ row, given }: { row: EventRow; given: Given }) {
  const [draft, used] = [row.agent_draft, row.suggestion_used].map((text) => text && beginning(text))
  return (
    <details id={`draft-${row.seq}`} class="draft">
      <summary>{draft}</summary>
      {row.suggestion_used !== null && (
        <p class="draft-used">
          <span class="quiet under">Text used instead</span>
          {used}
        </p>
      )}
      {(draft !== row.agent_draft || used !== row.suggestion_used) && (
        <p>
          <a href={eventUrl(row.seq, given)}>Read all of it</a>
        </p>
      )}
      <p class="quiet">
        Event <code>{row.id}</code>, bucket {row.ab_test_bucket}
        {row.agent_id !== null && <>, agent {row.agent_id}</>}
      </p>
    </details>
  )
}

type EventTableRowProps = { row: EventRow; timeZone: string; given: Given }

export const EventTableRow = ({ row, timeZone, given }: EventTableRowProps) => (
  <tr id={`event-${row.seq}`}>
    <td class="number">
      <a href={eventUrl(row.seq, given)}>{row.seq}</a>
    </td>
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
      <a class="session" href={sessionUrl(row.session_id, given)} title={row.session_id}>
        <code>{row.session_id}</code>
      </a>
    </td>
    <td>
      <Draft row={row} given={given} />
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
