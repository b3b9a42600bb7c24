import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Newest } from '../../functions/write/newest.ts'

const key = (n: number) => `key ${n}`
const filled = (promised: number, entries: number) => {
  const newest = new Newest<number>(promised)
  for (let n = 0; n < entries; n += 1) newest.set(key(n), n)
  return newest
}
/** Looking changes what is remembered: each entry is looked for in a memory of its own. */
const remembered = (promised: number, entries: number) =>
  Array.from({ length: entries }, (_, n) => n).filter((n) => filled(promised, entries).get(key(n)) === n)

describe('a memory of the newest', () => {
  it('remembers as many as it promises, and at most half as many more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 0, max: 60 }), (promised, entries) => {
        const found = remembered(promised, entries)
        const certain = Math.min(promised, entries)
        expect(found.slice(-certain || found.length)).toEqual(
          Array.from({ length: certain }, (_, n) => entries - certain + n),
        )
        expect(found.length).toBeLessThanOrEqual(3 * Math.ceil(promised / 2))
      }),
    )
  })

  it('counts what was asked for as just seen', () => {
    const newest = filled(4, 4)
    for (let n = 4; n < 40; n += 1) {
      expect(newest.get(key(0))).toBe(0)
      newest.set(key(n), n)
    }
    expect(newest.get(key(1))).toBeUndefined()
  })

  it('gives the value that was set last', () => {
    const newest = filled(4, 4)
    newest.set(key(0), 100)
    newest.set(key(9), 9)
    newest.set(key(10), 10)
    expect(newest.get(key(0))).toBe(100)
  })
})
