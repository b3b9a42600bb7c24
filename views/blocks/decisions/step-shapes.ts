// The step curve as SVG path data. Pure. A drawing is WIDTH units wide and 100 high, y downwards; its time axis is
// logarithmic from 1 s on. It must never go on beyond the time for which any offer was watched.
import type { Decisions } from '../../../functions/report/decisions/decisions.ts'

export const WIDTH = 1_000
/** Seconds at which the axis may have a mark. */
const MARKS = [0, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000, 315_360_000]

/** Where the axis ends: at the first mark that the last decision does not pass. @returns marks in seconds, from 0 on */
export function axisMarks(lastDecision: number): number[] {
  const end = MARKS.findIndex((mark) => mark > 0 && mark >= lastDecision)
  return end === -1 ? MARKS : MARKS.slice(0, end + 1)
}

/** The place of a time on an axis that ends at `end`: from 0 to 1. */
export const placeOf = (seconds: number, end: number) => Math.min(1, Math.log1p(seconds) / Math.log1p(end))

const n = (value: number) => Number(value.toFixed(1))

type Curve = Decisions['curve']

/** @param end of the axis, seconds  @param watched the longest time for which an offer was watched, seconds */
export function stepShapes(curve: Curve, end: number, watched: number): { line: string; band: string } {
  const places = curve.map((step) => ({ ...step, x: n(WIDTH * placeOf(step.after_s, end)) }))
  // Steps closer together than a unit are one: a picture of many has no more points than it can show.
  const steps = places.filter((step, index) => step.x !== places[index + 1]?.x)
  const last = n(WIDTH * placeOf(Math.min(watched, end), end))
  const stairs = (values: { x: number; y: number }[], from: number) =>
    values
      .map(({ x, y }) => `H${x}V${n(y)}`)
      .join('')
      .replace(/^/, `M0 ${from}`)
  const y = (share: number) => 100 - share
  const line = `${stairs(
    steps.map(({ x, decided_share }) => ({ x, y: y(decided_share) })),
    100,
  )}H${Math.max(last, steps.at(-1)?.x ?? 0)}`
  const known = steps.flatMap(({ x, ci }) => (ci === null ? [] : [{ x, low: y(ci[0]), high: y(ci[1]) }]))
  const [first] = known
  if (first === undefined) return { line, band: '' }
  const ends = [...known.slice(1).map(({ x }) => x), bandEnd(steps, known.length, last)]
  const upper = known.map(({ high }, index) => `V${n(high)}H${ends[index]}`).join('')
  const lower = known
    .map(({ x, low }) => `V${n(low)}H${x}`)
    .reverse()
    .join('')
  return { line, band: `M${first.x} ${n(first.low)}${upper}${lower}Z` }
}

/** The band ends where the curve does, or where all are decided and there is no interval any more. */
function bandEnd(steps: readonly { x: number; ci: unknown }[], known: number, last: number): number {
  const without = steps[known]
  return without?.ci === null ? without.x : Math.max(last, steps.at(-1)?.x ?? 0)
}
