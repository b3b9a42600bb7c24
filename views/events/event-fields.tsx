// Every field of an event by its name in the JSON. A field without a value says so; it is never drawn as empty.
import { eventUrl, sessionUrl } from '../../functions/report/filters.ts'
import type { EventRow } from '../../functions/report/recent.ts'
import { count } from '../format.ts'

type FieldsProps = { event: EventRow; given: Record<string, string> }

const Value = ({ name, event, given }: FieldsProps & { name: keyof EventRow }) => {
  const value = event[name]
  if (value === null) return <span class="quiet">none</span>
  if (name === 'session_id') return <a href={sessionUrl(event.session_id, given)}>{value}</a>
  if (name === 'offer_seq') return <a href={eventUrl(Number(value), given)}>{value}</a>
  if (name === 'latency_ms') return <>{count(Number(value))}&nbsp;ms</>
  if (Array.isArray(value))
    return value.length === 0 ? <span class="quiet">none</span> : JSON.stringify(value)
  return <>{value}</>
}

/** The texts stand above, in full. */
const isText = (name: string) => name === 'agent_draft' || name === 'suggestion_used'

export const EventFields = ({ event, given }: FieldsProps) => (
  <dl class="facts">
    {(Object.keys(event) as (keyof EventRow)[])
      .filter((name) => !isText(name))
      .map((name) => (
        <div>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            <Value name={name} event={event} given={given} />
          </dd>
        </div>
      ))}
  </dl>
)
