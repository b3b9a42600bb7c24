import { describe, expect, it } from 'vitest'
import { countChange, latencyChange, rateChange } from '../../../views/blocks/change.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('a change', () => {
  it.each([
    [1_320, 1_200, '120 more (+10.0 %)'],
    [1_200, 1_320, '120 fewer (−9.1 %)'],
    [7, 7, 'no change'],
    [0, 0, 'no change'],
    [5, 0, '5 more (before: 0)'],
    [0, 5, '5 fewer (−100.0 %)'],
    [100_001, 100_000, '1 more (+< 0.1 %)'],
  ])('of a count has a word and a share of what was, with its sign: %i after %i', (now, before, words) => {
    expect(plain(countChange(now, before))).toBe(words)
  })

  it.each([
    [1_240, 900, '340 ms slower (+37.8 %)'],
    [900, 1_240, '340 ms faster (−27.4 %)'],
    [1_000, 990, '10 ms slower (+1.0 %), within the error of both'],
    [5, 0, '5 ms slower (before: 0)'],
    [300, 300, 'no change'],
    [null, 300, 'change not known'],
    [300, null, 'change not known'],
  ])('of a latency says faster or slower, and what its error explains: %s after %s', (now, before, words) => {
    expect(plain(latencyChange(now, before, 0.01))).toBe(words)
  })

  it.each([
    [
      { points: 3.24, ci: [-1, 7.4] },
      '3.2 percentage points higher; 95 % interval of the difference −1.0 to +7.4, which includes 0',
    ],
    [
      { points: -6, ci: [-9.1, -2.9] },
      '6.0 percentage points lower; 95 % interval of the difference −9.1 to −2.9',
    ],
    [{ points: 0, ci: [-2, 2] }, 'no change; 95 % interval of the difference −2.0 to +2.0, which includes 0'],
    [null, 'change not known'],
  ] as const)(
    'of a rate is in percentage points, with the interval of the difference (%#)',
    (change, words) => {
      expect(plain(rateChange(change && { points: change.points, ci: [...change.ci] }))).toBe(words)
    },
  )
})
