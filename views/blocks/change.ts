// What became of a figure since the period before, in words. Pure. It must never judge: neither whether
// a difference is good nor whether it is more than chance.
import type { AcceptRateChange } from '../../functions/report/comparison.ts'
import { count, duration, percent, signed } from '../format.ts'

const NONE = 'no change'
const UNKNOWN = 'change not known'

const relative = (now: number, before: number) => signed((100 * (now - before)) / before, percent)

/** `120 more (+12.3 %)`: the word has the sign already. */
export function countChange(now: number, before: number): string {
  if (now === before) return NONE
  const difference = `${count(Math.abs(now - before))} ${now > before ? 'more' : 'fewer'}`
  return before === 0 ? `${difference} (before: 0)` : `${difference} (${relative(now, before)})`
}

/** `12 ms slower (+4.0 %)`. @param errorBound the largest relative error of either */
export function latencyChange(now: number | null, before: number | null, errorBound: number): string {
  if (now === null || before === null) return UNKNOWN
  if (now === before) return NONE
  const difference = `${duration(Math.abs(now - before))} ${now > before ? 'slower' : 'faster'}`
  const words = before === 0 ? `${difference} (before: 0)` : `${difference} (${relative(now, before)})`
  return Math.abs(now - before) <= errorBound * (now + before) ? `${words}, within the error of both` : words
}

const points = (value: number) =>
  value.toLocaleString('en-GB', { maximumFractionDigits: 1, minimumFractionDigits: 1 })

/** `3.2 percentage points higher; 95 % interval of the difference −1.0 to +7.4, which includes 0` */
export function rateChange(change: AcceptRateChange): string {
  if (change === null) return UNKNOWN
  const { points: difference, ci } = change
  const [low, high] = ci
  const words =
    difference === 0
      ? NONE
      : `${points(Math.abs(difference))} percentage points ${difference > 0 ? 'higher' : 'lower'}`
  const interval = `95\u00a0% interval of the difference ${signed(low, points)} to ${signed(high, points)}`
  return `${words}; ${interval}${low <= 0 && high >= 0 ? ', which includes 0' : ''}`
}
