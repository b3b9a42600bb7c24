// Cuts periods into tiles: whole months, days and hours (UTC) that rollups answer, and the rest that raw rows must.
// Pure. It must never leave a moment out, or have one twice.
import { DateTime } from 'luxon'

/** Half-open, epoch milliseconds; the ends may be infinite. */
export type Span = { from: number; to: number }
export type Unit = 'month' | 'day' | 'hour'
export type Tiles = Record<Unit | 'raw', Span[]>

const floor = (unit: Unit, ms: number) =>
  Number.isFinite(ms) ? DateTime.fromMillis(ms, { zone: 'utc' }).startOf(unit).toMillis() : ms

function ceiling(unit: Unit, ms: number) {
  if (!Number.isFinite(ms)) return ms
  const start = DateTime.fromMillis(ms, { zone: 'utc' }).startOf(unit)
  return start.toMillis() === ms ? ms : start.plus({ [unit]: 1 }).toMillis()
}

/**
 * @param edges at least two, ascending: each pair of neighbours is a period, and no tile crosses an edge
 * @param units of the rollups that can be used, coarsest first
 */
export function tilesOf(edges: readonly number[], units: readonly Unit[]): Tiles {
  const tiles: Tiles = { month: [], day: [], hour: [], raw: [] }
  const add = (unit: keyof Tiles, from: number, to: number) => {
    const last = tiles[unit].at(-1)
    if (last && last.to === from) last.to = to
    else tiles[unit].push({ from, to })
  }
  const cut = (from: number, to: number, [unit, ...finer]: readonly Unit[]): void => {
    if (from >= to) return
    if (unit === undefined) {
      add('raw', from, to)
      return
    }
    const first = ceiling(unit, from)
    const last = Math.max(first, floor(unit, to))
    cut(from, Math.min(first, to), finer)
    if (first < last) add(unit, first, last)
    cut(last, to, finer)
  }
  for (const [index, from] of edges.slice(0, -1).entries()) cut(from, edges[index + 1] as number, units)
  return tiles
}
