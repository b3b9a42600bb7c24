// What to say when the log has events, but none of them passes the filters. It must never be shown for figures
// that could not be read: an error is no empty result.
import type { PlaceInLog } from '../../functions/report/place-in-log.ts'
import { Block } from '../block.tsx'
import { dayAndTime } from '../format.ts'

/** `firstEvent` in epoch ms; null while there is none. */
export type LogOfPeriod = { place: PlaceInLog; firstEvent: number | null }

type NothingProps = { log: LogOfPeriod; timeZone: string }

const TITLES: Record<PlaceInLog, string> = {
  before: 'This period ended before the first event',
  within: 'No events in this period with these filters',
  after: 'This period has not begun',
}

const Why = ({ log: { place, firstEvent }, timeZone }: NothingProps) => {
  if (place === 'after') return <>What will come in it is not known yet.</>
  if (place === 'within' || firstEvent === null)
    return <>A count of 0 below is known; rates and times of no event are not.</>
  return <>The log begins at {dayAndTime(firstEvent, timeZone)}; it says nothing of what was before.</>
}

export const Nothing = (props: NothingProps) => (
  <Block id="block-nothing" title={TITLES[props.log.place]}>
    <p>
      <Why {...props} /> Remove a filter above, choose another period, or{' '}
      <a href="/reports">show all events</a>.
    </p>
  </Block>
)
