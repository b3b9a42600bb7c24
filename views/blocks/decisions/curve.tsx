// The share of offers decided by a time, as a step curve with its band of 95 % intervals; share-table.tsx has numbers.
// It must always have a label in words.
import type { Decisions } from '../../../functions/report/decisions/decisions.ts'
import { percent } from '../../format.ts'
import { axisMarks, placeOf, stepShapes, WIDTH } from './step-shapes.ts'
import { time } from './words.ts'

const TOP = 8
const HEIGHT = 176
/** Below the base line, so that what lies on it is seen whole. */
const FOOT = 4
/** Marks of the axis nearer to each other than this share of its width would run into one another on a narrow screen. */
const APART = 0.14

const at = (share: number) => `${(100 * share).toFixed(2)}%`
const anchor = (share: number) => (share === 0 ? undefined : share > 0.94 ? 'end' : 'middle')

const Edges = () => (
  <svg class="axis" width="100%" height={TOP + HEIGHT + FOOT} aria-hidden="true">
    {[100, 50, 0].map((share) => (
      <text x="100%" y={TOP + HEIGHT * (1 - share / 100) + 4} text-anchor="end">
        {share}&nbsp;%
      </text>
    ))}
  </svg>
)

/** The last mark always, and of the others those that have room. */
function shownMarks(end: number): { name: string; place: number }[] {
  const marks = axisMarks(end).map((mark) => ({
    name: mark === 0 ? '0' : time(mark),
    place: placeOf(mark, end),
  }))
  return marks.filter(({ place }, index) => {
    const next = marks[index + 1]
    return next === undefined || (1 - place >= APART && next.place - place >= APART / 2)
  })
}

export function Curve({ decisions }: { decisions: Decisions }) {
  const { curve, shares, median_s, watched_s } = decisions
  const lastStep = curve.at(-1)?.after_s ?? 0
  const end = axisMarks(lastStep).at(-1) as number
  const { line, band } = stepShapes(curve, end, watched_s ?? lastStep)
  const words = shares
    .filter(({ decided_share }) => decided_share !== null)
    .map(({ after_s, decided_share }) => `${percent(decided_share as number)} after ${time(after_s)}`)
  const label =
    `Share of offers decided, by the time since the offer: ${words.join(', ')}. ` +
    `${median_s === null ? 'Fewer than half are decided' : `Half are decided after ${time(median_s)}`}. The table below has the intervals.`
  const median = median_s === null ? null : WIDTH * placeOf(median_s, end)
  return (
    <figure class="over-time">
      <Edges />
      <div class="chart">
        <svg width="100%" height={TOP + HEIGHT + FOOT} role="img" aria-label={label}>
          {[TOP, TOP + HEIGHT / 2, TOP + HEIGHT].map((y) => (
            <line class="gridline" x1="0" x2="100%" y1={y} y2={y} />
          ))}
          <svg
            class="drawing"
            y={TOP}
            width="100%"
            height={HEIGHT}
            viewBox={`0 0 ${WIDTH} 100`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path class="curve-band" d={band} />
            {median !== null && <path class="curve-median" d={`M${median.toFixed(1)} 50V100`} />}
            <path class="curve-line" d={line} />
          </svg>
        </svg>
        <svg class="axis" width="100%" height="18" aria-hidden="true">
          {shownMarks(end).map(({ name, place }) => (
            <text x={at(place)} y="13" text-anchor={anchor(place)}>
              {name}
            </text>
          ))}
        </svg>
      </div>
    </figure>
  )
}
