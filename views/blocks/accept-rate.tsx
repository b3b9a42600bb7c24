// The accept rate with how sure it is: value, 95 % interval and number of offers belong together.
// It must never show the rate without them.
import type { Summary } from '../../functions/report/summary.ts'
import { Figure } from '../figure.tsx'
import { count, percent } from '../format.ts'
import { type Before, Tile } from './tile.tsx'

const Interval = ({ low, high, rate }: { low: number; high: number; rate: number }) => (
  <svg class="interval" width="100%" height="12" aria-hidden="true" focusable="false">
    <rect class="bar-track" y="3" width="100%" height="6" />
    <rect class="interval-range" x={`${low}%`} y="3" width={`${high - low}%`} height="6" />
    <line class="interval-rate" x1={`${rate}%`} x2={`${rate}%`} y1="0" y2="12" />
  </svg>
)

function Note({ accept_rate, accept_rate_ci, resolved_offers }: Summary) {
  if (accept_rate === null || accept_rate_ci === null) return <>No resolved offer</>
  const [low, high] = accept_rate_ci
  return (
    <>
      <Interval low={low} high={high} rate={accept_rate} />
      95&nbsp;% interval {percent(low)} to {percent(high)}, n&nbsp;=&nbsp;{count(resolved_offers)} resolved
      offers
    </>
  )
}

type AcceptRateProps = {
  summary: Summary
  before: Before | null | undefined
  definition: string
  caution: string | null
  rows: string
}

export const AcceptRate = ({ summary, before, definition, caution, rows }: AcceptRateProps) => (
  <Tile
    wide
    id="accept-rate"
    label="Accept rate"
    value={<Figure value={summary.accept_rate} as={percent} />}
    note={
      <>
        <Note {...summary} />
        {caution && <span class="under">{caution}</span>}
      </>
    }
    before={before}
    definition={definition}
    rows={{ href: rows, of: 'offers' }}
  />
)
