import { describe, expect, it } from 'vitest'
import {
  hasEnough,
  sessionsUntilEnough,
  sessionsUntilNarrow,
} from '../../../functions/statistics/enough-data.ts'

describe('an arm has enough', () => {
  it.each([
    [8, [6, 6], true],
    [7, [6, 6], false],
    [8, [5, 9], false],
    [1000, [995, 5], false],
    [1000, [994, 6], true],
    [8, [], true],
  ])('with %i sessions and counts of %j: %s', (sessions, counts, enough) => {
    expect(hasEnough({ sessions, counts })).toBe(enough)
  })
})

describe('more sessions until there is enough', () => {
  it('are eight an arm while there is none at all', () => {
    const nothing = { sessions: 0, counts: [0] }
    expect(sessionsUntilEnough([nothing, nothing])).toBe(16)
    expect(sessionsUntilEnough([nothing, { sessions: 20, counts: [9] }])).toBe(16)
  })

  it('follow from how the rarer count grew so far, both arms growing as they are split', () => {
    const rich = { sessions: 30, counts: [10, 20] }
    // Three in ten sessions: six in twenty, ten more; of forty sessions ten are in this arm.
    expect(sessionsUntilEnough([{ sessions: 10, counts: [3, 7] }, rich])).toBe(40)
    expect(sessionsUntilEnough([rich, { sessions: 10, counts: [3, 7] }])).toBe(40)
  })

  it('are at least those in which what was never seen would come six times if the next brought the first', () => {
    const half = { sessions: 20, counts: [0, 20] }
    expect(sessionsUntilEnough([half, { sessions: 20, counts: [10, 10] }])).toBe(220) // (6 · 21 − 20) · 2
  })

  it('are none when the rules hold', () => {
    const rich = { sessions: 30, counts: [10, 20] }
    expect(sessionsUntilEnough([rich, rich])).toBe(0)
  })
})

describe('more sessions until the interval is narrow', () => {
  it('are three times as many again to halve it, told to two digits', () => {
    expect(sessionsUntilNarrow([-0.2, 0.6], 100, 0.2)).toBe(300)
    expect(sessionsUntilNarrow([-0.2, 0.6], 1111, 0.2)).toBe(3400) // 3,333
  })

  it('are none when it is', () => {
    expect(sessionsUntilNarrow([-0.2, 0.6], 100, 0.5)).toBe(0)
  })
})
