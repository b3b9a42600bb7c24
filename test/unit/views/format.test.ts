import { describe, expect, it } from 'vitest'
import { clock, count, date, duration, percent } from '../../../views/format.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('numbers on the pages', () => {
  it('separates thousands', () => {
    expect(count(1_234_567)).toBe('1,234,567')
  })

  it('writes per cent with one decimal and never rounds a share that exists down to 0', () => {
    expect([0, 0.04, 64.25, 100].map((n) => plain(percent(n)))).toEqual([
      '0.0 %',
      '< 0.1 %',
      '64.3 %',
      '100.0 %',
    ])
  })

  it.each([
    [0, '0 ms'],
    [0.4, '0.4 ms'],
    [412.3, '412 ms'],
    [999.6, '1.00 s'],
    [1_240, '1.24 s'],
    [12_400, '12.4 s'],
    [150_000, '2.5 min'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(plain(duration(ms))).toBe(text)
  })

  it('writes times in the zone it is given, also when the zone is on another day', () => {
    expect(clock('2025-07-23T22:03:22.120Z', 'Europe/Berlin')).toBe('00:03:22')
    expect(date('2025-07-23T22:03:22.120Z', 'Europe/Berlin')).toBe('Thu, 24 Jul 2025')
    expect(date('2025-07-23T22:03:22.120Z', 'UTC')).toBe('Wed, 23 Jul 2025')
  })
})
