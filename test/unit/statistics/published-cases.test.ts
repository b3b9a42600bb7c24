// The formulas against figures that others have published, to the digits given.
import { describe, expect, it } from 'vitest'
import { chanceToWin } from '../../../functions/statistics/chance-to-win.ts'
import { alwaysValidInterval } from '../../../functions/statistics/confidence-sequence.ts'
import { absoluteDifference, relativeDifference } from '../../../functions/statistics/difference.ts'
import type { Estimate } from '../../../functions/statistics/estimate.ts'
import { holm } from '../../../functions/statistics/holm.ts'
import { proportion } from '../../../functions/statistics/proportion.ts'
import { ratio } from '../../../functions/statistics/ratio.ts'
import { sampleRatioMismatch } from '../../../functions/statistics/sample-ratio-mismatch.ts'
import { confidenceInterval, pValue } from '../../../functions/statistics/t-test.ts'

const digits = (decimals: number) => (value: number) => Math.round(value * 10 ** decimals) / 10 ** decimals
const five = digits(5)

/** A mean is the ratio whose denominator is 1 in every unit. */
const mean = (n: number, sum: number, squares: number) =>
  ratio({ n, m: sum, mm: squares, d: n, dd: n, md: sum })

const tested = (difference: ReturnType<typeof absoluteDifference>) => ({
  estimate: five(difference.estimate),
  ci: confidenceInterval(difference).map(five),
  p: five(pValue(difference)),
})

describe('a difference between two arms is as published', () => {
  const means: [Estimate, Estimate] = [mean(3407, 1396.87, 52377.9767), mean(3461, 2422.7, 134698.29)]

  it('of two means (GrowthBook, stats tests, frequentist)', () => {
    expect(tested(absoluteDifference(...means))).toEqual({
      estimate: 0.29,
      ci: [0.04538, 0.53462],
      p: 0.02016,
    })
    expect(tested(relativeDifference(...means))).toEqual({
      estimate: 0.70732,
      ci: [-0.03526, 1.44989],
      p: 0.06191,
    })
  })

  it('of two proportions, relative (GrowthBook, stats tests, frequentist)', () => {
    const difference = relativeDifference(
      proportion({ successes: 14, n: 28 }),
      proportion({ successes: 16, n: 30 }),
    )
    expect(tested(difference)).toEqual({ estimate: 0.06667, ci: [-0.47767, 0.61101], p: 0.80707 })
  })

  it('of two ratios, relative (PostHog, experiments stats tests)', () => {
    const arm = (n: number, m: number, mm: number, d: number) => ratio({ n, m, mm, d, dd: d, md: m })
    const difference = relativeDifference(
      arm(1966, 94605.79858780127, 10463129.505392816, 936),
      arm(2034, 99673.9364269569, 11298745.182728939, 947),
    )
    expect(tested(difference)).toEqual({ estimate: 0.04133, ci: [0.01379, 0.06888], p: 0.00328 })
  })

  it('however often one looks (GrowthBook, stats tests, frequentist, sequential)', () => {
    const difference = relativeDifference(
      proportion({ successes: 1396, n: 3000 }),
      proportion({ successes: 2422, n: 3461 }),
    )
    expect([difference.estimate, ...alwaysValidInterval(difference, 3000 + 3461)].map(five)).toEqual([
      0.50386, 0.40098, 0.60675,
    ])
  })

  it('as a chance to win (GrowthBook, stats tests, bayesian, flat prior)', () => {
    const difference = relativeDifference(
      proportion({ successes: 49, n: 100 }),
      proportion({ successes: 51, n: 100 }),
    )
    const z = 1.959963984540054
    const credible = [difference.estimate - z * difference.se, difference.estimate + z * difference.se]
    expect([chanceToWin(difference, 'higher'), ...credible].map(five)).toEqual([0.60918, -0.24779, 0.32943])
  })
})

describe('a sample ratio mismatch is as published (GrowthBook back-end, stats tests)', () => {
  it.each([
    [1000, 1200, 1 / 2, 0.000020079],
    [310, 98, 3 / 4, 0.647434186],
  ])('for %i and %i units where the first was to have a share of %f', (a, b, share, p) => {
    expect(digits(9)(sampleRatioMismatch([a, b], [share, 1 - share]).p_value)).toBe(p)
  })
})

it('Holm’s adjustment is as published (GrowthBook shared, experiments tests), in the order given; what was not tested counts for nothing', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005, 0.55, 0.6])).toEqual([0.05, 0.12, 0.12, 0.03, 1, 1])
  expect(holm([null, 0.02, Number.NaN, 0.03])).toEqual([null, 0.04, null, 0.04])
  expect(holm([0.02, 0.01, 0.02])).toEqual([0.04, 0.03, 0.04]) // equal ones stay equal
  expect([holm([]), holm([null])]).toEqual([[], [null]])
})

it('the t distribution is as in every table, and a tail of any size stays above 0', () => {
  // Fisher and Yates, table III: two-sided 5 % and their quantiles.
  const reach = (df: number) => digits(3)(confidenceInterval({ estimate: 0, se: 1, df })[1])
  expect([1, 2, 5, 10, 30, 120, 1e9].map(reach)).toEqual([12.706, 4.303, 2.571, 2.228, 2.042, 1.98, 1.96])
  // scipy.stats.t.cdf(-30, 400) * 2
  expect(pValue({ estimate: -30, se: 1, df: 400 }) / 2.0106571435779867e-104).toBeCloseTo(1, 9)
})
