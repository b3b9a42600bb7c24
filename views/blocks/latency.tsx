// The coach's own time: percentiles, extremes and distribution. It must always state how exact a percentile is.
import type { Latency } from '../../functions/report/latency.ts'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { Figure } from '../figure.tsx'
import { count, duration } from '../format.ts'
import { Histogram } from './histogram.tsx'
import { LatencyBins } from './latency-bins.tsx'

const Stats = ({ figures, lead }: { figures: Record<string, number | null>; lead?: boolean }) => (
  <dl class={lead ? 'stats stats-lead' : 'stats'}>
    {Object.entries(figures).map(([name, value]) => (
      <div>
        <dt>{name}</dt>
        <dd>
          <Figure value={value} as={duration} />
        </dd>
      </div>
    ))}
  </dl>
)

const Body = ({ latency }: { latency: Latency }) => (
  <>
    <div class="latency-stats">
      <Stats lead figures={latency.percentiles} />
      <Stats
        figures={{
          Average: latency.avg_latency_ms,
          Fastest: latency.min_latency_ms,
          Slowest: latency.max_latency_ms,
        }}
      />
    </div>
    <Histogram latency={latency} />
    <p class="quiet">
      Over {count(latency.total_requests)} {latency.total_requests === 1 ? 'draft' : 'drafts'} (offered and
      withheld events). Percentiles are within {Number((100 * latency.error_bound).toPrecision(3))}&nbsp;% of
      the exact value; everything else is exact.
    </p>
    {latency.histogram.length > 0 && <LatencyBins bins={latency.histogram} />}
  </>
)

export const LatencyBlock = ({ loaded }: { loaded: Loaded<Latency> }) => (
  <LoadedBlock
    id="block-latency"
    title="Latency"
    loaded={loaded}
    body={(latency) => <Body latency={latency} />}
  />
)
