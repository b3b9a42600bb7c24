// What has come since a list was drawn: a link, never rows, so that nobody loses their place.
// The count is not read out aloud, because it moves too often; a writer that is down is.
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

const WriterDown = ({ since, timeZone }: { since: string | null; timeZone: string }) => (
  <>
    <span class="dot" aria-hidden="true" />
    <span>
      The writer is down
      {since !== null && (
        <>
          {' since '}
          <Moment at={since} zone={timeZone} />
        </>
      )}
      : no newer event comes before it is back
    </span>
  </>
)

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
    <p class={writer.state === 'down' ? 'writer writer-down' : undefined} aria-live="polite">
      {writer.state === 'down' && <WriterDown since={writer.since} timeZone={timeZone} />}
    </p>
  </section>
)
