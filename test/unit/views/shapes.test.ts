import { describe, expect, it } from 'vitest'
import { brokenLine, roundAbove, stackedBars } from '../../../views/blocks/over-time/shapes.ts'

describe('the shapes of a chart over time', () => {
  it.each([
    [0, 1],
    [1, 1],
    [3, 3],
    [9, 10],
    [11, 12],
    [215, 300],
    [60, 60],
    [61, 80],
    [1_001, 1_200],
  ])('end at a round number: %d at %d', (value, top) => {
    expect(roundAbove(value)).toBe(top)
  })

  it('stack bars on each other, and draw nothing for 0', () => {
    expect(
      stackedBars(
        [
          [5, 0],
          [5, 2],
        ],
        10,
      ),
    ).toEqual(['M0.42 100V50H0.58V100Z', 'M0.42 50V0H0.58V50ZM1.42 100V80H1.58V100Z'])
  })

  it('break a line where the value is unknown, and show a lone point as a dot', () => {
    expect(brokenLine([0, 50, null, 25, null, null, 100])).toEqual({
      line: 'M0.5 100L1.5 50',
      dots: 'M3.5 75h0M6.5 0h0',
    })
  })

  it('are nothing at all while everything is unknown', () => {
    expect(brokenLine([null, null])).toEqual({ line: '', dots: '' })
  })
})
