// The series: counts by type, accept rate and p95 latency of each hour, day, week, month or year of the period.
import { DateTime } from 'luxon'
import { z } from 'zod'
import { OUTCOME_TYPES } from '../event.ts'
import { Problem } from '../problem.ts'
import { countSchema } from './figures.ts'
import { perCent } from './per-cent.ts'
import { type Bin, percentile } from './percentile.ts'
import { factsOf, type Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const sql = namedQuery('timeseries')

export const WIDTHS = ['hour', 'day', 'week', 'month', 'year'] as const
export type Width = (typeof WIDTHS)[number]

/** One stretch of a series. Counts are of events of its time; accept_rate is of the offers made in it. */
const pointSchema = z.object({
  start: z.iso.datetime({ offset: true }).describe('In the zone that was asked for.'),
  offered: countSchema,
  accepted: countSchema,
  edited: countSchema,
  rejected: countSchema,
  timeout: countSchema,
  withheld: countSchema,
  accept_rate: z.number().nullable().describe('Per cent, of the offers made in it.'),
  p95_latency_ms: z.number().nullable(),
})

export const timeseriesSchema = z.object({
  bucket_width: z.enum(WIDTHS),
  points: z
    .array(pointSchema)
    .describe('Gaps are filled: a point without events has counts of 0 and no rates.'),
})
export type Timeseries = z.infer<typeof timeseriesSchema>
export type TimeseriesPoint = z.infer<typeof pointSchema>

/** Points of one series at most: more than a chart can show. */
const MAX_POINTS = 1_000
const HOUR_MS = 3_600_000

/** So that a chart has about 50 to 120 points, or as many as there are years. */
function widthFor({ from, to }: { from: number; to: number }): Width {
  const hours = (to - from) / HOUR_MS
  if (hours <= 72) return 'hour'
  if (hours <= 24 * 120) return 'day'
  if (hours <= 24 * 366 * 2) return 'week'
  return hours <= 24 * 366 * 20 ? 'month' : 'year'
}

/** Where points begin and the last one ends. The first and the last are cut off where the scope says so, else whole. */
function pointsOf(scope: Scope, period: { from: number; to: number }, width: Width) {
  const { zone } = scope
  const starts: DateTime[] = []
  for (let at = DateTime.fromMillis(period.from, { zone }).startOf(width); at.toMillis() < period.to; ) {
    if (starts.length === MAX_POINTS) {
      const message = `width=${width} would give more than ${MAX_POINTS} points: choose a wider one, or a shorter period`
      throw new Problem('invalid-parameter', message, [{ path: 'width', message }])
    }
    starts.push(at)
    at = at.plus({ [width]: 1 }).startOf(width)
  }
  const edges = starts.map((start) => Math.max(start.toMillis(), scope.from ?? Number.NEGATIVE_INFINITY))
  edges.push(
    scope.to ??
      (starts
        .at(-1)
        ?.plus({ [width]: 1 })
        .startOf(width)
        .toMillis() as number),
  )
  return { starts, edges }
}

/** @param wanted width of a point; null chooses one by the length of the period */
export async function timeseries(
  snapshot: Snapshot,
  scope: Scope,
  wanted: Width | null,
): Promise<Timeseries> {
  const { period } = snapshot
  const from = scope.from ?? period?.from
  const to = scope.to ?? (period && period.to + 1)
  if (from === undefined || to === null || from >= to) return { bucket_width: wanted ?? 'day', points: [] }
  const width = wanted ?? widthFor({ from, to })
  const { starts, edges } = pointsOf(scope, { from, to }, width)
  const rows = (await snapshot.facts(sql, factsOf(scope, edges))) as Row[]
  const byStart = new Map<number, Row[]>()
  for (const row of rows) {
    const others = byStart.get(row.start)
    if (others) others.push(row)
    else byStart.set(row.start, [row])
  }
  return {
    bucket_width: width,
    points: starts.map((start, index) =>
      point(start.toISO() as string, byStart.get(edges[index] as number) ?? []),
    ),
  }
}

type Row = { start: number } & (
  | { measure: 'events' | 'first'; event: string; n: number }
  /** `bins`: each one's lower edge and count, such as `200 7 205 2`. */
  | { measure: 'latency'; bins: string }
)

function p95Of(rows: Row[]): number | null {
  const latency = rows.find((row) => row.measure === 'latency')
  if (latency === undefined) return null
  const numbers = latency.bins.split(' ').map(Number)
  const bins: Bin[] = []
  for (let n = 0; n < numbers.length; n += 2)
    bins.push({ edge: numbers[n] as number, count: numbers[n + 1] as number })
  return percentile(
    bins.sort((a, b) => a.edge - b.edge),
    0.95,
  )
}

function point(start: string, rows: Row[]): TimeseriesPoint {
  const count = (measure: 'events' | 'first', event: string) => {
    const found = rows.find((row) => row.measure === measure && row.event === event)
    return found?.measure === measure ? found.n : 0
  }
  const resolved = OUTCOME_TYPES.reduce((sum, type) => sum + count('first', type), 0)
  const accepted = count('first', 'accepted') + count('first', 'edited')
  return {
    start,
    offered: count('events', 'offered'),
    accepted: count('events', 'accepted'),
    edited: count('events', 'edited'),
    rejected: count('events', 'rejected'),
    timeout: count('events', 'timeout'),
    withheld: count('events', 'withheld'),
    accept_rate: resolved === 0 ? null : perCent(accepted / resolved),
    p95_latency_ms: p95Of(rows),
  }
}
