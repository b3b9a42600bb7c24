// How fresh the page is: the event it stands at, and whether the writer is there. It must never guess:
// only the state it is handed is shown. Only the writer's state is read out aloud; the event number moves too often.
import type { AsOf } from '../../functions/report/figures.ts'
import { Block } from '../block.tsx'
import { count, date } from '../format.ts'
import { Moment } from '../moment.tsx'

/** `none`: this instance has no writer configured. `since` is RFC 3339; null when it is not known. */
export type WriterState = {
  state: 'up' | 'down' | 'none'
  since: string | null
  /** Age of the figures in minutes where a newer snapshot should long be there; else null. */
  minutesBehind: number | null
}

type FreshnessProps = { asOf: AsOf; writer: WriterState; timeZone: string }

/** The event that a page stands at, and when it was published. */
export function AsOfLine({ asOf, timeZone }: Omit<FreshnessProps, 'writer'>) {
  if (asOf.seq === 0 || asOf.published_at === null) return <p class="as-of">No event published yet</p>
  return (
    <p class="as-of">
      <strong>
        As of event <span class="figure">{asOf.seq}</span>, <Moment at={asOf.published_at} zone={timeZone} />
      </strong>{' '}
      <span class="quiet">
        {date(asOf.published_at, timeZone)} · {timeZone}
      </span>
    </p>
  )
}

function WriterLine({ asOf, writer, timeZone }: FreshnessProps) {
  if (writer.state === 'none') return <>Reports only: no writer is configured for this instance</>
  if (writer.state === 'up' && writer.minutesBehind !== null && asOf.published_at !== null)
    return (
      <>
        The writer is up, but its newest events are not published: figures are from{' '}
        <Moment at={asOf.published_at} zone={timeZone} />, {count(writer.minutesBehind)} min old
      </>
    )
  if (writer.state === 'up') return <>The writer is up</>
  return (
    <>
      The writer is down
      {writer.since !== null && (
        <>
          {' since '}
          <Moment at={writer.since} zone={timeZone} />
        </>
      )}
      ;{' '}
      {asOf.published_at !== null && (
        <>
          the figures are those of <Moment at={asOf.published_at} zone={timeZone} /> and{' '}
        </>
      )}
      new events are refused until it is back
    </>
  )
}

// The button and the stale line are live.js's: hidden and empty without it.
export const Freshness = (props: FreshnessProps) => (
  <Block id="block-freshness" title="Freshness">
    <AsOfLine asOf={props.asOf} timeZone={props.timeZone} />
    <p class="stale" role="status" />
    <p
      class={`writer writer-${props.writer.minutesBehind === null ? props.writer.state : 'behind'}`}
      aria-live="polite"
      aria-atomic="true"
    >
      <span class="dot" aria-hidden="true" />
      <span>
        <WriterLine {...props} />
      </span>
    </p>
    <button type="button" class="pause">
      Pause updates
    </button>
  </Block>
)
