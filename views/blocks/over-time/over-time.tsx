// The over-time block: outcomes and accept rate, each as a picture and as a table of the same numbers.
// It must always say which time counts: an outcome's own, or that of the offer it answers.
import type { Timeseries, TimeseriesPoint } from '../../../functions/report/timeseries.ts'
import { type Loaded, LoadedBlock } from '../../block.tsx'
import { pointName } from '../../format.ts'
import { Outcomes } from './outcomes.tsx'
import { RateLine } from './rate-line.tsx'

export type SeriesProps = {
  points: TimeseriesPoint[]
  /** What each point is called. */
  names: string[]
  width: Timeseries['bucket_width']
  /** Heads the names in a table. */
  head: string
}

const HEADS = { hour: 'Hour from', day: 'Day', week: 'Week from', month: 'Month', year: 'Year' }

function Body({ series: { points, bucket_width: width }, zone }: { series: Timeseries; zone: string }) {
  if (points.length === 0) return <p class="quiet">No events.</p>
  const names = points.map(({ start }) => pointName[width](start, zone))
  const props = { points, names, width, head: HEADS[width] }
  return (
    <>
      <div class="charts">
        <Outcomes {...props} />
        <RateLine {...props} />
      </div>
      <p class="quiet">
        Times in {zone}. An outcome counts when it came. The accept rate is of the offers made in each {width}
        , so it still changes where offers are open; without resolved offers it is not known, and the line has
        a gap.
      </p>
    </>
  )
}

export const OverTime = ({ loaded, zone }: { loaded: Loaded<Timeseries>; zone: string }) => (
  <LoadedBlock
    id="block-over-time"
    title="Over time"
    loaded={loaded}
    body={(series) => <Body series={series} zone={zone} />}
  />
)
