// The share of units of which something holds.
import type { Estimate } from './estimate.ts'

/** @param n at least 1 */
export function proportion({ successes, n }: { successes: number; n: number }): Estimate {
  const value = successes / n
  return { value, variance: value * (1 - value), n }
}
