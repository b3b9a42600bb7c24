// How likely the treatment is the better arm, before which nothing was believed of either (flat prior).
// Formula: GrowthBook, docs/statistics/details.
import cdf from '@stdlib/stats-base-dists-normal-cdf'
import type { Difference } from './estimate.ts'

/** @param difference se above 0  @param better which direction wins */
export const chanceToWin = ({ estimate, se }: Difference, better: 'higher' | 'lower'): number =>
  cdf(better === 'higher' ? estimate / se : -estimate / se, 0, 1)
