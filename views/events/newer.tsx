// What has come since a list was drawn: a link, never rows, so that nobody loses their place.
// The count is not read out aloud, because it moves too often; why none comes is.
import type { Newer } from '../../functions/report/events/newer.ts'
import type { WriterState } from '../blocks/freshness.tsx'
import { count } from '../format.ts'
import { Moment } from '../moment.tsx'

type NewerEventsProps = {
  newer: Newer
  /** The event that the list was drawn at. */
  after: number
  /** Where the newest ones are. */
  href: string
  writer: WriterState
  timeZone: string
}

const Down = ({ since, timeZone }: { since: string | null; timeZone: string }) => (
  <>
    The writer is down
    {since !== null && (
      <>
        {' since '}
        <Moment at={since} zone={timeZone} />
      </>
    )}
    : no newer event comes before it is back
  </>
)

/** Why newer events are missing; nothing while they come. */
function WriterLine({ writer, timeZone }: Pick<NewerEventsProps, 'writer' | 'timeZone'>) {
  const behind = writer.state === 'up' && writer.minutesBehind !== null
  const state = behind ? 'behind' : writer.state
  if (state !== 'down' && state !== 'behind') return <p aria-live="polite" />
  return (
    <p class={`writer writer-${state}`} aria-live="polite">
      <span class="dot" aria-hidden="true" />
      <span>
        {behind ? (
          'The writer is up, but its newest events are not published'
        ) : (
          <Down since={writer.since} timeZone={timeZone} />
        )}
      </span>
    </p>
  )
}

export const NewerEvents = ({ newer, after, href, writer, timeZone }: NewerEventsProps) => (
  <section id="block-newer">
    {newer.count > 0 && (
      <p>
        <a href={href}>
          {newer.more && 'more than '}
          {count(newer.count)} newer {newer.count === 1 ? 'event' : 'events'}
        </a>{' '}
        <span class="quiet">
          since event <span class="figure">{after}</span>
        </span>
      </p>
    )}
    <WriterLine writer={writer} timeZone={timeZone} />
  </section>
)
