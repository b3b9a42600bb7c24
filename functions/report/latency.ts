// Latency of the coach: exact mean and extremes, percentiles within the stated bound, a histogram of exact counts.
import { z } from 'zod'
import { LATENCY_ERROR_BOUND } from '../published/latency-bins.ts'
import { countSchema } from './figures.ts'
import { type Bin, percentile } from './percentile.ts'
import { factsOf, type Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const sql = namedQuery('latency')

const binSchema = z.object({ from_ms: countSchema, to_ms: countSchema, count: countSchema })
const percentileSchema = z.number().nullable()

export const latencySchema = z.object({
  avg_latency_ms: z.number().nullable(),
  min_latency_ms: z.number().nullable(),
  max_latency_ms: z.number().nullable(),
  total_requests: countSchema.describe('Offered and withheld events.'),
  percentiles: z.object({
    p50: percentileSchema,
    p90: percentileSchema,
    p95: percentileSchema,
    p99: percentileSchema,
  }),
  histogram: z.array(binSchema).describe('Half-open [from_ms, to_ms), contiguous, exact counts.'),
  error_bound: z.number().describe('Largest relative error of a percentile: 0.005 is half a per cent.'),
})
export type Latency = z.infer<typeof latencySchema>
export type HistogramBin = z.infer<typeof binSchema>

/** Edges (ms) of the histogram shown: round, and each also an edge of a fine bin, so its counts are exact. */
const EDGES = [0, 25, ...Array.from({ length: 18 }, (_, octave) => 50 * 2 ** octave)]

/** Contiguous from the first to the last edge that holds anything. */
function histogram(bins: Bin[]): HistogramBin[] {
  const all = EDGES.slice(0, -1).map((from_ms, index) => {
    const to_ms = EDGES[index + 1] as number
    const inside = bins.filter((bin) => bin.edge >= from_ms && bin.edge < to_ms)
    return { from_ms, to_ms, count: inside.reduce((sum, bin) => sum + bin.count, 0) }
  })
  const filled = all.map((bin) => bin.count > 0)
  return all.slice(Math.max(0, filled.indexOf(true)), filled.lastIndexOf(true) + 1)
}

export async function latency(snapshot: Snapshot, scope: Scope): Promise<Latency> {
  const rows = (await snapshot.facts(sql, factsOf(scope))) as {
    measure: string
    edge: number | null
    n: number
  }[]
  const value = (measure: string) => rows.find((row) => row.measure === measure)?.n ?? null
  const bins = rows
    .filter((row) => row.edge !== null)
    .map((row) => ({ edge: row.edge as number, count: row.n }))
    .sort((a, b) => a.edge - b.edge)
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  const [min, max, sum] = [value('latency_min'), value('latency_max'), value('latency_sum')]
  // A bin's middle may lie outside what was seen; the extremes are known exactly.
  const at = (q: number) => {
    const middle = percentile(bins, q)
    return middle === null || min === null || max === null ? null : Math.min(max, Math.max(min, middle))
  }
  return {
    avg_latency_ms: sum === null ? null : Math.round((sum / total) * 100) / 100,
    min_latency_ms: min,
    max_latency_ms: max,
    total_requests: total,
    percentiles: { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) },
    histogram: histogram(bins),
    error_bound: LATENCY_ERROR_BOUND,
  }
}
