// Cuts periods into tiles: whole months, days and hours (UTC) that rollups answer, and the rest that raw rows must.
// Pure. It must never leave a moment out, or have one twice.

/** Half-open, epoch milliseconds; the ends may be infinite. */
export type Span = { from: number; to: number }
export type Unit = 'month' | 'day' | 'hour'
export type Tiles = Record<Unit | 'raw', Span[]>

const LENGTH = { day: 86_400_000, hour: 3_600_000 } as const

/** The first moment of a month, `later` months after the one of that time. Not Date.UTC: that takes year 99 for 1999. */
function monthOf(ms: number, later: 0 | 1): number {
  const at = new Date(ms)
  at.setUTCMonth(at.getUTCMonth() + later, 1)
  return at.setUTCHours(0, 0, 0, 0)
}

// Arithmetic, because a series has hundreds of edges: a calendar's library takes longer for them than DuckDB for the facts.
function floor(unit: Unit, ms: number): number {
  if (!Number.isFinite(ms)) return ms
  return unit === 'month' ? monthOf(ms, 0) : Math.floor(ms / LENGTH[unit]) * LENGTH[unit]
}

function ceiling(unit: Unit, ms: number): number {
  if (!Number.isFinite(ms)) return ms
  const start = floor(unit, ms)
  if (start === ms) return ms
  return unit === 'month' ? monthOf(ms, 1) : start + LENGTH[unit]
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
