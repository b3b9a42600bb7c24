// The split of sessions into two arms: half and half, whatever the ids look like, and the same for good.
import { expect, it } from 'vitest'
import { bucketOf } from '../../../functions/coach/bucket.ts'

const IDS = 10_000
/** So far from half, in standard deviations, chance brings a split once in 15,000 times; these ids never change. */
const MOST = 4

const shapes: [string, (n: number) => string][] = [
  ['numbers in a row', (n) => String(n)],
  ['numbers in a row behind a name', (n) => `session-${n}`],
  ['even numbers', (n) => String(2 * n)],
  ['times', (n) => new Date(1_780_000_000_000 + n * 1_000).toISOString()],
  ['UUIDs that differ in their end', (n) => `0c0d9a52-0f0e-4d3a-9c66-${n.toString(16).padStart(12, '0')}`],
  ['long ids that differ in their beginning', (n) => `${n}${'x'.repeat(150)}`],
]
it.each(shapes)('%s fall half into one arm, half into the other', (_, idOf) => {
  const on = Array.from({ length: IDS }, (_, n) => bucketOf(idOf(n))).filter((arm) => arm === 'on').length
  expect(Math.abs(on - IDS / 2) / Math.sqrt(IDS / 4)).toBeLessThan(MOST)
})

it.each(shapes)('of %s, neighbours fall together as often as apart', (_, idOf) => {
  const arms = Array.from({ length: IDS + 1 }, (_, n) => bucketOf(idOf(n)))
  const together = arms.slice(1).filter((arm, n) => arm === arms[n]).length
  expect(Math.abs(together - IDS / 2) / Math.sqrt(IDS / 4)).toBeLessThan(MOST)
})

it('never changes: a session stays in its arm in every process and version', () => {
  const ids = ['s-1', 's-2', 's-3', 's-4', 'session-1', 'session-2', '', ' ', 'a'.repeat(200)]
  expect(ids.map(bucketOf)).toEqual(['off', 'on', 'off', 'on', 'off', 'off', 'off', 'off', 'on'])
})
