import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binMiddle, binWidth, LATENCY_ERROR_BOUND } from '../../functions/published/latency-bins.ts'

/** The definition, independent of the SQL: the highest edge not above the value. */
function edgeOf(ms: number) {
  let edge = 0
  while (edge + binWidth(edge) <= ms) edge += binWidth(edge)
  return edge
}

describe('a latency bin', () => {
  it('stands for each of its values within the stated bound, up to an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_600_000 }), (ms) => {
        const edge = edgeOf(ms)
        expect(Math.abs(binMiddle(edge) - ms) / ms).toBeLessThanOrEqual(LATENCY_ERROR_BOUND)
      }),
    )
  })

  it('is exact below 200 ms', () => {
    expect([0, 1, 99, 100, 199].map((ms) => binMiddle(edgeOf(ms)))).toEqual([0, 1, 99, 100, 199])
  })
})
