// The frame of a chart over time: grid, what is drawn in it, a text for each point, and the axis below.
// It must always have a label in words, and stand beside a table of the same numbers.
import type { Child } from 'hono/jsx'

const TOP = 8
const HEIGHT = 144
/** Below the base line, so that what lies on it is seen whole: a line at 0 is not a gap. */
const FOOT = 4

type ChartProps = {
  label: string
  /** The names of the upper edge, of the middle (null where it has none) and of the base line. */
  edge: string
  middle: string | null
  base: string
  /** What each point is called, and what is said of it. */
  names: string[]
  texts: string[]
  /** Paths, in units of one point by 100. */
  children: Child
}

const percentage = (share: number) => `${(100 * share).toFixed(2)}%`

function Axis({ names }: { names: string[] }) {
  const middle = Math.floor(names.length / 2)
  return (
    <svg class="axis" width="100%" height="18" aria-hidden="true">
      {names.length > 1 && (
        <text x="0" y="13">
          {names[0]}
        </text>
      )}
      {names.length !== 2 && (
        <text
          class={names.length > 1 ? 'axis-middle' : undefined}
          x={percentage((middle + 0.5) / names.length)}
          y="13"
          text-anchor="middle"
        >
          {names[middle]}
        </text>
      )}
      {names.length > 1 && (
        <text x="100%" y="13" text-anchor="end">
          {names.at(-1)}
        </text>
      )}
    </svg>
  )
}

const Edges = ({ edge, middle, base }: Pick<ChartProps, 'edge' | 'middle' | 'base'>) => (
  <svg class="axis" width="100%" height={TOP + HEIGHT + FOOT} aria-hidden="true">
    <text x="100%" y={TOP + 4} text-anchor="end">
      {edge}
    </text>
    {middle !== null && (
      <text x="100%" y={TOP + HEIGHT / 2 + 4} text-anchor="end">
        {middle}
      </text>
    )}
    <text x="100%" y={TOP + HEIGHT + FOOT} text-anchor="end">
      {base}
    </text>
  </svg>
)

export const Chart = ({ label, edge, middle, base, names, texts, children }: ChartProps) => (
  <figure class="over-time">
    <Edges edge={edge} middle={middle} base={base} />
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
          viewBox={`0 0 ${names.length} 100`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {children}
          {texts.map((text, index) => (
            <rect class="hit" x={index} width="1" height="100">
              <title>{text}</title>
            </rect>
          ))}
        </svg>
      </svg>
      <Axis names={names} />
    </div>
  </figure>
)
