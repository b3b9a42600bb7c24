import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Tiles, tilesOf, type Unit } from '../../functions/report/snapshot/tiles.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const iso = (tiles: Tiles) =>
  Object.fromEntries(
    Object.entries(tiles).map(([unit, spans]) => [
      unit,
      spans.map(({ from, to }) => [from, to].map((ms) => new Date(ms).toISOString().slice(0, 16)).join(' ')),
    ]),
  )
const ALL: Unit[] = ['month', 'day', 'hour']

describe('the tiles of a period', () => {
  it('are whole months, then days, then hours, and raw rows only at its ends', () => {
    expect(iso(tilesOf([at('2026-01-30T22:15'), at('2026-04-02T01:30')], ALL))).toEqual({
      month: ['2026-02-01T00:00 2026-04-01T00:00'],
      day: ['2026-01-31T00:00 2026-02-01T00:00', '2026-04-01T00:00 2026-04-02T00:00'],
      hour: ['2026-01-30T23:00 2026-01-31T00:00', '2026-04-02T00:00 2026-04-02T01:00'],
      raw: ['2026-01-30T22:15 2026-01-30T23:00', '2026-04-02T01:00 2026-04-02T01:30'],
    })
  })

  it('of all time is one span of months', () => {
    const forever = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
    expect(tilesOf([forever.from, forever.to], ALL)).toEqual({ month: [forever], day: [], hour: [], raw: [] })
  })

  it('never cross an edge between two periods', () => {
    const edges = ['2026-01-01T00:00', '2026-01-01T05:30', '2026-01-02T00:00'].map(at)
    expect(iso(tilesOf(edges, ALL))).toEqual({
      month: [],
      day: [],
      hour: ['2026-01-01T00:00 2026-01-01T05:00', '2026-01-01T06:00 2026-01-02T00:00'],
      raw: ['2026-01-01T05:00 2026-01-01T06:00'],
    })
  })

  it('hold every moment of the period exactly once, and none beyond, whatever the rollups have', () => {
    const moment = fc.integer({ min: at('2024-02-20T00:00'), max: at('2026-03-05T00:00') })
    fc.assert(
      fc.property(
        fc.uniqueArray(moment, { minLength: 2, maxLength: 8 }),
        fc.subarray(ALL),
        fc.array(moment, { minLength: 20, maxLength: 20 }),
        (unsorted, units, probes) => {
          const edges = unsorted.sort((a, b) => a - b)
          const spans = Object.values(tilesOf(edges, units)).flat()
          expect(spans.every(({ from, to }) => from < to)).toBe(true)
          for (const ms of [
            ...probes,
            ...edges,
            ...edges.map((edge) => edge - 1),
            ...spans.map(({ to }) => to),
          ]) {
            const inside = ms >= (edges[0] as number) && ms < (edges.at(-1) as number)
            expect(spans.filter(({ from, to }) => ms >= from && ms < to).length).toBe(inside ? 1 : 0)
          }
        },
      ),
    )
  })
})
