// The over-time block: outcomes and accept rate, each as a picture and as a table of the same numbers.
// It must always say which time counts: an outcome's own, or that of the offer it answers.
import { pointUrls } from '../../../functions/report/point-urls.ts'
import type { Timeseries, TimeseriesPoint } from '../../../functions/report/timeseries.ts'
import { type Loaded, LoadedBlock } from '../../block.tsx'
import { Outcomes } from './outcomes.tsx'
import { pointNames } from './point-names.ts'
import { RateLine } from './rate-line.tsx'

export type SeriesProps = {
  points: TimeseriesPoint[]
  /** What each point is called. */
  names: string[]
  width: Timeseries['bucket_width']
  /** Heads the names in a table. */
  head: string
  /** Where each point's events are. */
  hrefs: string[]
}

const HEADS = { hour: 'Hour from', day: 'Day', week: 'Week from', month: 'Month', year: 'Year' }

type BodyProps = { series: Timeseries; zone: string; given: Record<string, string> }

function Body({ series, zone, given }: BodyProps) {
  const { points, bucket_width: width } = series
  if (points.length === 0) return <p class="quiet">No events.</p>
  const props = { points, names: pointNames(series, zone), width, head: HEADS[width] }
  return (
    <>
      <div class="charts">
        <Outcomes {...props} hrefs={pointUrls(series, zone, given)} />
        <RateLine {...props} hrefs={pointUrls(series, zone, given, { event: 'offered' })} />
      </div>
      <p class="quiet">
        Times in {zone}. An outcome counts when it came. The accept rate is of the offers made in each {width}
        , so it still changes where offers are open; without resolved offers it is not known, and the line has
        a gap. In the tables each {width} leads to its events.
      </p>
    </>
  )
}

type OverTimeProps = {
  loaded: Loaded<Timeseries>
  zone: string
  /** The filters' parameters, which every link carries on. */
  given: Record<string, string>
}

export const OverTime = ({ loaded, zone, given }: OverTimeProps) => (
  <LoadedBlock
    id="block-over-time"
    title="Over time"
    loaded={loaded}
    body={(series) => <Body series={series} zone={zone} given={given} />}
  />
)
