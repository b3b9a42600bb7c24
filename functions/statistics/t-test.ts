// The two-sided t test of a difference, and its interval: right when one looks once, at a time set before.
import cdf from '@stdlib/stats-base-dists-t-cdf'
import quantile from '@stdlib/stats-base-dists-t-quantile'
import { ALPHA, type Difference, type Interval } from './estimate.ts'

/** The 95 % interval. @param difference se above 0 */
export function confidenceInterval({ estimate, se, df }: Difference): Interval {
  const reach = quantile(1 - ALPHA / 2, df) * se
  return [estimate - reach, estimate + reach]
}

/** How often chance alone brings a difference this large or larger. @param difference se above 0 */
export const pValue = ({ estimate, se, df }: Difference): number => 2 * cdf(-Math.abs(estimate / se), df)
