// The interval that is right however often one looks, and whenever one stops: an asymptotic confidence sequence.
// Formula: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas (arXiv 2103.06476), theorem 2.2, as in GrowthBook,
// docs/statistics/sequential.
import { ALPHA, type Difference, type Interval } from './estimate.ts'

/** Units of both arms at which the sequence is tightest. Set before any data: it must never follow them. */
export const TIGHTEST_AT = 5_000
const RHO_SQUARED = (-2 * Math.log(ALPHA) + Math.log(1 - 2 * Math.log(ALPHA))) / TIGHTEST_AT

/** @param n units of both arms together  @returns the 95 % sequence's interval at n */
export function alwaysValidInterval({ estimate, se }: Difference, n: number): Interval {
  const grown = n * RHO_SQUARED + 1
  const reach =
    se * Math.sqrt(n) * Math.sqrt((2 * grown * Math.log(Math.sqrt(grown) / ALPHA)) / (n * n * RHO_SQUARED))
  return [estimate - reach, estimate + reach]
}
