import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../../../functions/statistics/wilson.ts'

describe('the Wilson interval', () => {
  // Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %f to %f, as published', (successes, n, low, high) => {
    expect(wilsonInterval(successes, n).map((bound) => Math.round(bound * 1e4) / 1e4)).toEqual([low, high])
  })
})
