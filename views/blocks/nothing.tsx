// What to say when the log has events, but none of them passes the filters. It must never be shown for figures
// that could not be read: an error is no empty result.
import { Block } from '../block.tsx'

export const Nothing = () => (
  <Block id="block-nothing" title="No events in this period with these filters">
    <p>
      A count of 0 below is known; rates and times of no event are not. Remove a filter above, choose a longer
      period, or <a href="/reports">show all events</a>.
    </p>
  </Block>
)
