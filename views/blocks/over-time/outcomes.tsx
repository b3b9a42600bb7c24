// Outcomes over time, stacked by type. An outcome counts when it came, not when its offer was made.
import type { OutcomeType } from '../../../functions/event.ts'
import type { TimeseriesPoint } from '../../../functions/report/timeseries.ts'
import { EventBadge } from '../../event-type.tsx'
import { count } from '../../format.ts'
import { Chart } from './chart.tsx'
import type { SeriesProps } from './over-time.tsx'
import { PointTable } from './point-table.tsx'
import { roundAbove, stackedBars } from './shapes.ts'

const TYPES: OutcomeType[] = ['accepted', 'edited', 'rejected', 'timeout']

const totalOf = (point: TimeseriesPoint) => TYPES.reduce((sum, type) => sum + point[type], 0)
const list = (value: (type: OutcomeType) => number) =>
  TYPES.map((type) => `${count(value(type))} ${type}`).join(', ')

export function Outcomes({ points, names, width, head, hrefs }: SeriesProps) {
  const totals = points.map(totalOf)
  const most = Math.max(...totals)
  const top = roundAbove(most)
  const series = TYPES.map((type) => points.map((point) => point[type]))
  const paths = stackedBars(series, top)
  const all = list((type) => points.reduce((sum, point) => sum + point[type], 0))
  const label =
    `Outcomes per ${width}, ${names[0]} to ${names.at(-1)}: ${all}. ` +
    `Most on ${names[totals.indexOf(most)]}, ${count(most)}. The table below has every ${width}.`
  return (
    <div>
      <div class="chart-head">
        <h3>Outcomes per {width}</h3>
        {most > 0 && (
          <ul class="legend">
            {TYPES.map((type) => (
              <li>
                <EventBadge type={type} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {most === 0 ? (
        <p class="quiet">No outcome came.</p>
      ) : (
        <Chart
          label={label}
          edge={count(top)}
          middle={top % 2 === 0 ? count(top / 2) : null}
          base="0"
          names={names}
          texts={points.map((point, index) => `${names[index]}: ${list((type) => point[type])}`)}
        >
          {paths.map((d, index) => (
            <path class={`fill tone-${TYPES[index]}`} d={d} />
          ))}
        </Chart>
      )}
      <PointTable
        id="outcomes-table"
        label="Outcomes"
        head={head}
        names={names}
        hrefs={hrefs}
        columns={TYPES.map((type, index) => ({ name: type, values: series[index] ?? [], as: count }))}
      />
    </div>
  )
}
