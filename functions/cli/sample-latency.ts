// How long the coach took in sample data: log-normal, as waiting times are, with a tail of slow ones.
// Pure: it must never draw a number but from the chance it is handed.

const MEDIAN_MS = 420
/** Standard deviation of the logarithm. */
const SPREAD = 0.55
const LEAST_MS = 120
const MOST_MS = 1_800
/** This part takes longer than MOST_MS, up to SLOWEST_MS. */
const SLOW_SHARE = 0.03
const SLOWEST_MS = 20_000

/** @param random gives numbers from 0 up to, not including, 1 */
export function sampleLatency(random: () => number): number {
  // A normally distributed number by the method of Box and Muller.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  if (random() < SLOW_SHARE)
    return Math.round(Math.min(SLOWEST_MS, MOST_MS * Math.exp(SPREAD * Math.abs(normal))))
  return Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, MEDIAN_MS * Math.exp(SPREAD * normal))))
}
