// A ratio of two sums over units that are drawn as wholes, such as violations per draft where sessions are drawn:
// its variance by the delta method, so that drafts of one session count as the relatives they are. With D = 1 in every
// unit it is the mean of M.
// Formula: Deng, Knoblich, Lu (KDD 2018, arXiv 1803.06336), section 3; GrowthBook, docs/statistics/details.
import type { Estimate } from './estimate.ts'
import { sampleCovariance, sampleVariance } from './sample-moments.ts'

/** Sums over n units of a numerator M and a denominator D. */
export type RatioSums = { n: number; m: number; mm: number; d: number; dd: number; md: number }

/** @param sums n at least 2, ΣD not 0 */
export function ratio({ n, m, mm, d, dd, md }: RatioSums): Estimate {
  const value = m / d
  const spread =
    sampleVariance(n, m, mm) -
    2 * value * sampleCovariance(n, m, d, md) +
    value * value * sampleVariance(n, d, dd)
  return { value, variance: Math.max(0, spread) / (d / n) ** 2, n }
}
