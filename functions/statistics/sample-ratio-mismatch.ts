// Whether two arms hold as many units as their split intended: a χ² test with one degree of freedom.
// Method: Fabijan et al. (KDD 2019), "Diagnosing sample ratio mismatch in online controlled experiments".
import cdf from '@stdlib/stats-base-dists-normal-cdf'

/** A split that chance brings less often than this is no chance. */
export const MISMATCH_BELOW = 0.001

/** @param counts units of each arm, not both 0  @param split intended shares, adding up to 1 */
export function sampleRatioMismatch(
  counts: readonly [number, number],
  split: readonly [number, number],
): { chi2: number; p_value: number } {
  const total = counts[0] + counts[1]
  const chi2 = split.reduce((sum, share, arm) => {
    const expected = share * total
    return sum + ((counts[arm] as number) - expected) ** 2 / expected
  }, 0)
  // One degree of freedom is the square of a standard normal: its tail stays exact where 1 − χ² would round to 0.
  return { chi2, p_value: 2 * cdf(-Math.sqrt(chi2), 0, 1) }
}
