import { describe, expect, it } from 'vitest'
import { newcombeInterval } from '../../../functions/statistics/newcombe.ts'

describe('Newcombe’s interval of a difference', () => {
  // Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i/%i and %i/%i is %f to %f, as published', (a, m, b, n, low, high) => {
    const interval = newcombeInterval({ successes: a, n: m }, { successes: b, n })
    expect(interval.map((bound) => Math.round(bound * 1e4) / 1e4)).toEqual([low, high])
  })
})
