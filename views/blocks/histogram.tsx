// The latency histogram as a picture; latency-bins.tsx has the same numbers as a table.
// Every bin is drawn equally wide whatever its span, so the axis must always name the edges.
import type { HistogramBin, Latency } from '../../functions/report/latency.ts'
import { count, duration } from '../format.ts'

/** Part of the height that bars may take; the rest is for the labels of the marks. */
const BARS = 78
/** Names of edges that have room beside each other. */
const MOST_EDGES = 8

const at = (share: number) => `${(100 * share).toFixed(3)}%`

/** Where a value lies on the axis, from 0 to 1. */
function position(ms: number, bins: HistogramBin[]) {
  const index = bins.findIndex((bin) => ms < bin.to_ms)
  const bin = bins[index]
  if (!bin) return 1
  return (index + Math.max(0, ms - bin.from_ms) / (bin.to_ms - bin.from_ms)) / bins.length
}

const Mark = ({ name, share, y }: { name: string; share: number; y: number }) => (
  <>
    <line class="mark" x1={at(share)} x2={at(share)} y1={y - 10} y2="100%" />
    <text
      class="mark-name"
      x={at(share)}
      y={y}
      dx={share > 0.8 ? -6 : 6}
      text-anchor={share > 0.8 ? 'end' : 'start'}
    >
      {name}
    </text>
  </>
)

type EdgesProps = { bins: HistogramBin[]; first: HistogramBin; last: HistogramBin }

/** The edges of the bins, or of every second, third, … one: on a narrow screen only the ends and the middle. */
function Edges({ bins, first, last }: EdgesProps) {
  const step = Math.ceil(bins.length / MOST_EDGES)
  const between = bins
    .map((bin, index) => ({ bin, index }))
    .filter(({ index }) => index > 0 && index % step === 0 && index + step <= bins.length)
  const middle = between[Math.floor((between.length - 1) / 2)]
  return (
    <svg class="axis" width="100%" height="18" aria-hidden="true">
      <text x="0" y="13">
        {duration(first.from_ms)}
      </text>
      {between.map(({ bin, index }) => (
        <text
          class={index === middle?.index ? undefined : 'axis-middle'}
          x={at(index / bins.length)}
          y="13"
          text-anchor="middle"
        >
          {duration(bin.from_ms)}
        </text>
      ))}
      <text x="100%" y="13" text-anchor="end">
        {duration(last.to_ms)}
      </text>
    </svg>
  )
}

export function Histogram({ latency }: { latency: Latency }) {
  const bins = latency.histogram
  const first = bins[0]
  const last = bins[bins.length - 1]
  if (!first || !last) return <p class="quiet">No draft was looked at.</p>
  const most = bins.reduce((a, b) => (b.count > a.count ? b : a))
  const { p50, p95 } = latency.percentiles
  const span = (bin: HistogramBin) => `${duration(bin.from_ms)} to ${duration(bin.to_ms)}`
  const label =
    `Latency from ${duration(first.from_ms)} to ${duration(last.to_ms)} in ${bins.length} bins; ` +
    `the fullest, ${span(most)}, holds ${count(most.count)} drafts. The table below has every bin.`
  return (
    <figure class="chart">
      <svg width="100%" height="176" role="img" aria-label={label}>
        {bins.map((bin, index) => {
          const height = most.count > 0 ? (BARS * bin.count) / most.count : 0
          return (
            <rect
              class="fill tone-latency"
              x={at((index + 0.06) / bins.length)}
              y={`${(100 - height).toFixed(3)}%`}
              width={at(0.88 / bins.length)}
              height={`${height.toFixed(3)}%`}
            >
              <title>{`${span(bin)}: ${count(bin.count)}`}</title>
            </rect>
          )
        })}
        {p50 !== null && <Mark name={`p50 ${duration(p50)}`} share={position(p50, bins)} y={12} />}
        {p95 !== null && <Mark name={`p95 ${duration(p95)}`} share={position(p95, bins)} y={28} />}
      </svg>
      {/* the same numbers are in the label of the picture and in the table */}
      <Edges bins={bins} first={first} last={last} />
    </figure>
  )
}
