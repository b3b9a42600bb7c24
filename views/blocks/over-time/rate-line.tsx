// The accept rate over time. A point none of whose offers is resolved has no rate: the line has a gap there.
import { count, percent } from '../../format.ts'
import { Chart } from './chart.tsx'
import type { SeriesProps } from './over-time.tsx'
import { PointTable } from './point-table.tsx'
import { brokenLine } from './shapes.ts'

function inWords(rates: (number | null)[], names: string[], width: string) {
  const known = rates.flatMap((rate, index) => (rate === null ? [] : [{ rate, name: names[index] }]))
  const [first, ...rest] = known
  if (!first) return null
  const low = rest.reduce((a, b) => (b.rate < a.rate ? b : a), first)
  const high = rest.reduce((a, b) => (b.rate > a.rate ? b : a), first)
  const unknown = rates.length - known.length
  return (
    `Accept rate per ${width}, ${names[0]} to ${names.at(-1)}: lowest ${percent(low.rate)} on ${low.name}, ` +
    `highest ${percent(high.rate)} on ${high.name}. ` +
    (unknown === 0
      ? ''
      : `Not known in ${count(unknown)} of ${count(rates.length)}, without resolved offers. `) +
    `The table below has every ${width}.`
  )
}

export function RateLine({ points, names, width, head, hrefs }: SeriesProps) {
  const rates = points.map((point) => point.accept_rate)
  const { line, dots } = brokenLine(rates)
  const label = inWords(rates, names, width)
  return (
    <div>
      <div class="chart-head">
        <h3>Accept rate per {width}</h3>
      </div>
      {label === null ? (
        <p class="quiet">No offer is resolved: the rate is not known.</p>
      ) : (
        <Chart
          label={label}
          edge={`100\u00a0%`}
          middle={`50\u00a0%`}
          base={`0\u00a0%`}
          names={names}
          texts={rates.map(
            (rate, index) => `${names[index]}: ${rate === null ? 'not known' : percent(rate)}`,
          )}
        >
          <path class="rate-line" d={line} />
          <path class="rate-dots" d={dots} />
        </Chart>
      )}
      <PointTable
        id="rate-table"
        label="Accept rate"
        head={head}
        names={names}
        hrefs={hrefs}
        columns={[
          { name: 'Offered', values: points.map((point) => point.offered), as: count },
          { name: 'Accept rate', values: rates, as: percent },
        ]}
      />
    </div>
  )
}
