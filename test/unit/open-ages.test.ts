import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ageEdges, agesBetween } from '../../functions/report/decisions/open-ages.ts'

const HOUR = 3_600_000
const now = Date.parse('2026-07-23T14:37:12.345Z')
const moment = fc.integer({ min: Date.parse('2019-01-01T00:00:00Z'), max: now })

it.each(['hour', 'day'] as const)(
  'the age of an offer lies between those of its two edges, finest grain: %s',
  (finest) => {
    fc.assert(
      fc.property(moment, moment, fc.integer({ min: 0, max: 50 * HOUR }), (a, b, young) => {
        const from = Math.min(a, b)
        for (const made of [Math.max(a, b), Math.max(from, now - young)]) {
          const edges = ageEdges({ from, to: Number.POSITIVE_INFINITY, now, finest })
          expect(edges).toEqual(edges.toSorted((x, y) => x - y))
          expect([edges[0], edges.at(-1)]).toEqual([from, Number.POSITIVE_INFINITY])
          const next = edges.findIndex((edge) => edge > made)
          const ages = agesBetween(edges[next - 1] as number, edges[next] as number, now)
          const age = Math.floor((now - made) / 1000)
          expect([ages.least <= age, age <= ages.most]).toEqual([true, true])
          const known = age < 48 * 3_600 && finest === 'hour' ? 1 : age < 35 * 86_400 ? 24 : 24 * 31
          expect(ages.most - ages.least).toBeLessThanOrEqual(known * 3_600)
        }
      }),
    )
  },
)

it('edges end where the period does', () => {
  const to = Date.parse('2026-07-23T12:30:00Z')
  const from = Date.parse('2026-07-23T10:15:00Z')
  expect(ageEdges({ from, to, now, finest: 'hour' }).map((edge) => new Date(edge).toISOString())).toEqual([
    '2026-07-23T10:15:00.000Z',
    '2026-07-23T11:00:00.000Z',
    '2026-07-23T12:00:00.000Z',
    '2026-07-23T12:30:00.000Z',
  ])
})
