// What holds of the comparison whatever the data: sums merge, arms can be swapped, units can be changed.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceToWin } from '../../../functions/statistics/chance-to-win.ts'
import { alwaysValidInterval } from '../../../functions/statistics/confidence-sequence.ts'
import { absoluteDifference, relativeDifference } from '../../../functions/statistics/difference.ts'
import type { Estimate } from '../../../functions/statistics/estimate.ts'
import { holm } from '../../../functions/statistics/holm.ts'
import { proportion } from '../../../functions/statistics/proportion.ts'
import { type RatioSums, ratio } from '../../../functions/statistics/ratio.ts'
import { sampleRatioMismatch } from '../../../functions/statistics/sample-ratio-mismatch.ts'
import { confidenceInterval, pValue } from '../../../functions/statistics/t-test.ts'

type Unit = { m: number; d: number }

const unit = fc.record({ m: fc.integer({ min: 0, max: 9 }), d: fc.integer({ min: 1, max: 9 }) })
/** The first two differ in their ratio, so that there is a variance. */
const units = fc
  .array(unit, { maxLength: 40 })
  .map((more): Unit[] => [{ m: 1, d: 4 }, { m: 3, d: 2 }, ...more])

const sumsOf = (of: readonly Unit[]): RatioSums =>
  of.reduce<RatioSums>(
    ({ n, m, mm, d, dd, md }, one) => ({
      n: n + 1,
      m: m + one.m,
      mm: mm + one.m * one.m,
      d: d + one.d,
      dd: dd + one.d * one.d,
      md: md + one.m * one.d,
    }),
    { n: 0, m: 0, mm: 0, d: 0, dd: 0, md: 0 },
  )
const estimateOf = (of: readonly Unit[]) => ratio(sumsOf(of))
const times = (factor: number, of: readonly Unit[]) => of.map(({ m, d }) => ({ m: m * factor, d }))

const inferred = (control: Estimate, treatment: Estimate) => {
  const difference = absoluteDifference(control, treatment)
  const relative = relativeDifference(control, treatment)
  return {
    estimate: difference.estimate,
    se: difference.se,
    ci: confidenceInterval(difference),
    always: alwaysValidInterval(difference, control.n + treatment.n),
    p: pValue(difference),
    chance: chanceToWin(difference, 'higher'),
    relative: [relative.estimate, ...confidenceInterval(relative)],
  }
}

/** The same to rounding, number by number. */
function expectClose(actual: object, expected: object) {
  const numbers = (of: object) => Object.values(of).flat() as number[]
  const wanted = numbers(expected)
  const off = numbers(actual).map((value, index) => {
    const aim = wanted[index] as number
    return Math.abs(value - aim) > 1e-9 * Math.max(1, Math.abs(aim)) ? [value, aim] : null
  })
  expect(off.filter((pair) => pair !== null)).toEqual([])
}

describe('the comparison of two arms', () => {
  it('is the same from the sums of two halves as from the whole', () => {
    fc.assert(
      fc.property(units, fc.nat(40), (all, cut) => {
        const [a, b] = [sumsOf(all.slice(0, cut)), sumsOf(all.slice(cut))]
        const together = Object.fromEntries(
          Object.entries(a).map(([name, sum]) => [name, sum + b[name as keyof RatioSums]]),
        ) as RatioSums
        expect(ratio(together)).toEqual(estimateOf(all))
      }),
    )
  })

  it('turns round when the arms are swapped', () => {
    fc.assert(
      fc.property(units, units, (control, treatment) => {
        const [there, back] = [
          inferred(estimateOf(control), estimateOf(treatment)),
          inferred(estimateOf(treatment), estimateOf(control)),
        ]
        const turned = ([low, high]: readonly [number, number]) => [-high, -low]
        expectClose(
          { ...back, relative: [] },
          {
            estimate: -there.estimate,
            se: there.se,
            ci: turned(there.ci),
            always: turned(there.always),
            p: there.p,
            chance: 1 - there.chance,
            relative: [],
          },
        )
      }),
    )
  })

  it('in another unit is the same times that unit; chances and relative figures stay', () => {
    fc.assert(
      fc.property(units, units, fc.constantFrom(0.001, 60, 1000), (control, treatment, factor) => {
        const plain = inferred(estimateOf(control), estimateOf(treatment))
        const scaled = inferred(estimateOf(times(factor, control)), estimateOf(times(factor, treatment)))
        expectClose(scaled, {
          ...plain,
          estimate: plain.estimate * factor,
          se: plain.se * factor,
          ci: plain.ci.map((bound) => bound * factor),
          always: plain.always.map((bound) => bound * factor),
        })
      }),
    )
  })

  it('lets the interval hold zero exactly when its p-value is above 5 %, and the sequence is always wider', () => {
    fc.assert(
      fc.property(units, units, (control, treatment) => {
        const { ci, p, always } = inferred(estimateOf(control), estimateOf(treatment))
        if (Math.abs(p - 0.05) > 1e-9) expect(ci[0] <= 0 && ci[1] >= 0).toBe(p > 0.05)
        // With fewer units the t interval may be wider still: neither is shown then.
        if (Math.min(control.length, treatment.length) >= 8)
          expect(always[1] - always[0]).toBeGreaterThan(ci[1] - ci[0])
      }),
    )
  })

  it('of units of one draft each, of which something holds or not, is that of their share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 200 }), (successes, n) => {
        const asRatio = ratio({ n, m: successes, mm: successes, d: n, dd: n, md: successes })
        const { value, variance } = proportion({ successes, n })
        expectClose(asRatio, { value, variance: (variance * n) / (n - 1), n })
      }),
    )
  })
})

it('a split as it was intended is no mismatch, and swapped arms mismatch as much', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (a, b) => {
      const share = a / (a + b)
      const intended = sampleRatioMismatch([a, b], [share, 1 - share])
      expectClose(intended, { chi2: 0, p_value: 1 })
      expectClose(sampleRatioMismatch([a, b], [0.3, 0.7]), sampleRatioMismatch([b, a], [0.7, 0.3]))
    }),
  )
})

it('Holm’s p-values are never below the plain ones, never above Bonferroni’s, and keep their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (plain) => {
        const adjusted = holm(plain)
        for (const [index, p] of plain.entries()) {
          expect(adjusted[index]).toBeGreaterThanOrEqual(p)
          expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, p * plain.length))
        }
        const byPlain = plain
          .map((p, index) => [p, adjusted[index] as number] as const)
          .sort((a, b) => a[0] - b[0])
        const inOrder = byPlain.map(([, p]) => p)
        expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
      },
    ),
  )
})
