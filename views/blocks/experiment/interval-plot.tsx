// A difference with its two intervals, against the line of no difference. Decoration: the numbers stand beside it, so
// it is hidden from assistive technology. It must always show 0, and has a scale of its own.

type Interval = readonly [low: number, high: number]
type PlotProps = { difference: number; ci: Interval; always: Interval }

/** Part of the width that stays free at either side. */
const MARGIN = 0.04

export function IntervalPlot({ difference, ci, always }: PlotProps) {
  const low = Math.min(0, ci[0], always[0])
  const high = Math.max(0, ci[1], always[1])
  const width = (share: number) => `${(100 * share).toFixed(2)}%`
  const span = (1 - 2 * MARGIN) / (high - low)
  const at = (value: number) => width(MARGIN + (value - low) * span)
  const between = ([from, to]: Interval) => ({ x: at(from), width: width((to - from) * span) })
  return (
    <svg class="effect-plot" width="100%" height="42" aria-hidden="true" focusable="false">
      <line class="gridline" x1="0" x2="100%" y1="14" y2="14" />
      <rect class="effect-always" y="9" height="10" {...between(always)} />
      <rect class="interval-range" y="9" height="10" {...between(ci)} />
      <line class="interval-rate" x1={at(difference)} x2={at(difference)} y1="4" y2="24" />
      <line class="mark" x1={at(0)} x2={at(0)} y1="0" y2="28" />
      <text class="effect-zero" x={at(0)} y="40" text-anchor="middle">
        0
      </text>
    </svg>
  )
}
