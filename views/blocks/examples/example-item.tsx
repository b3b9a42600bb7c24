// One example: what the agent wrote, what was sent instead, and where to read all of it.
// It must never show a text that was not told as one that was not changed.
import type { Example } from '../../../functions/report/examples/examples.ts'
import { eventUrl } from '../../../functions/report/filters.ts'
import { EventBadge } from '../../event-type.tsx'
import { Moment } from '../../moment.tsx'
import { ChangedText } from './changed-text.tsx'

function Remark({ example: { draft, final } }: { example: Example }) {
  if (final === null) return <p class="quiet">Accepted without its text: what was sent is not known.</p>
  return draft === final ? <p class="quiet">Sent as it was drafted.</p> : null
}

type ExampleItemProps = { example: Example; timeZone: string; given: Record<string, string> }

export const ExampleItem = ({ example, timeZone, given }: ExampleItemProps) => (
  <li id={`example-${example.seq}`} class="example">
    <div class="example-head">
      <EventBadge type={example.outcome} />
      <Moment dated at={example.ts} zone={timeZone} />
      {example.agent_id !== null && (
        <span class="example-agent">
          <span class="quiet">agent</span> {example.agent_id}
        </span>
      )}
      <a class="figure" href={eventUrl(example.seq, given)}>
        Event {example.seq}
      </a>
      {example.policies.length > 0 && (
        <ul class="tags" aria-label="Policies">
          {example.policies.map((policy) => (
            <li class="tag">{policy}</li>
          ))}
        </ul>
      )}
    </div>
    <ChangedText segments={example.changes} />
    <Remark example={example} />
  </li>
)
