import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kaplanMeier, medianOf, type Observed } from '../../functions/report/decisions/kaplan-meier.ts'

/** Weeks in remission (Freireich et al., 1963, Blood 21, 699–716); a minus marks those last seen then without relapse. */
const SIX_MP = [
  ...[6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20],
  ...[22, 23, -25, -32, -32, -34, -35],
]
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

function observed(weeks: readonly number[]): Observed[] {
  const times = [...new Set(weeks.map(Math.abs))].sort((a, b) => a - b)
  const count = (wanted: number) => weeks.filter((week) => week === wanted).length
  return times.map((after) => ({ after, events: count(after), censored: count(-after) }))
}
const withEvents = (weeks: readonly number[]) =>
  kaplanMeier(observed(weeks)).filter(({ events }) => events > 0)

describe('the product-limit estimate', () => {
  it('is the published one of remissions under 6-MP (Klein and Moeschberger 2003, table 4.1B)', () => {
    expect(
      withEvents(SIX_MP).map(({ after, atRisk, surviving }) => [after, atRisk, surviving.toFixed(3)]),
    ).toEqual([
      [6, 21, '0.857'],
      [7, 17, '0.807'],
      [10, 15, '0.753'],
      [13, 12, '0.690'],
      [16, 11, '0.627'],
      [22, 7, '0.538'],
      [23, 6, '0.448'],
    ])
  })

  it('has medians with their intervals, open where the data do not reach', () => {
    expect([medianOf(withEvents(SIX_MP)), medianOf(withEvents(PLACEBO))]).toEqual([
      { median: 23, interval: [13, null] },
      { median: 8, interval: [4, 11] },
    ])
    expect(medianOf(kaplanMeier([{ after: 3, events: 0, censored: 4 }]))).toEqual({
      median: null,
      interval: [null, null],
    })
  })

  it('is the plain share where everything was watched to its end, and lies within its interval', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (weeks) => {
        for (const { after, surviving, interval } of kaplanMeier(observed(weeks))) {
          expect(surviving).toBeCloseTo(weeks.filter((week) => week > after).length / weeks.length, 10)
          const [low, high] = interval ?? [surviving, surviving]
          expect([low >= 0, low <= surviving, surviving <= high, high <= 1]).toEqual([true, true, true, true])
        }
      }),
    )
  })
})
