// Figures beside those of the period before: one function for page and JSON. It must never judge a difference: it states
// the interval of a rate's, and leaves the reading to the reader.
import { DateTime } from 'luxon'
import { z } from 'zod'
import { newcombeInterval } from '../statistics/newcombe.ts'
import { timeSchema } from './figures.ts'
import type { Latency } from './latency.ts'
import { latencySchema } from './latency.ts'
import { perCent } from './per-cent.ts'
import { NO_PREVIOUS, type NoPrevious, previousPeriod } from './previous-period.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { type Summary, summarySchema } from './summary.ts'

const localTime = z.iso.datetime({ offset: true })

/** Which period figures are of. Times are of the zone that was asked for. */
const periodSchema = z.object({
  from: localTime.describe('Where the period before begins.'),
  to: localTime.describe('Where it ends, itself not in it: where the period that was asked for begins.'),
  log_begins_at: timeSchema
    .nullable()
    .describe(
      'When the first event of the log came, if in that period: before it there is nothing to count.',
    ),
})
type Period = z.infer<typeof periodSchema>

const absent = z
  .enum(NO_PREVIOUS)
  .optional()
  .describe(
    'Why previous is null: the period has no beginning; nothing was published since it began; the log begins with it or later.',
  )

/** What `compare=previous` adds to the summary. */
export const comparedSummarySchema = z.object({
  previous: summarySchema
    .extend(periodSchema.shape)
    .nullable()
    .optional()
    .describe('With compare=previous: the same figures of the period before.'),
  no_previous: absent,
  accept_rate_change: z
    .object({
      points: z.number().describe('accept_rate less that of the period before, in percentage points.'),
      ci: z.tuple([z.number(), z.number()]).describe('95 % interval of that difference (Newcombe, Wilson).'),
    })
    .nullable()
    .optional()
    .describe('With compare=previous; null where either rate is.'),
})

/** What `compare=previous` adds to latency. */
export const comparedLatencySchema = z.object({
  previous: latencySchema
    .extend(periodSchema.shape)
    .nullable()
    .optional()
    .describe('With compare=previous: the same figures of the period before.'),
  no_previous: absent,
})

/** Figures of the period before, or why there are none. */
type Previous<T> = { previous: T & Period } | { previous: null; no_previous: NoPrevious }
export type AcceptRateChange = { points: number; ci: [number, number] } | null
export type ComparedSummary = Previous<Summary> & { accept_rate_change: AcceptRateChange }
type ComparedLatency = Previous<Latency>

/**
 * @param now epoch ms: whether the period is over
 * @param compute the figure of a scope of the snapshot
 */
export async function previousOf<T extends object>(
  snapshot: Snapshot,
  scope: Scope,
  now: number,
  compute: (scope: Scope) => Promise<T>,
): Promise<Previous<T>> {
  const firstEvent = snapshot.period?.from ?? Number.POSITIVE_INFINITY
  const publishedAt = Date.parse(snapshot.manifest.published_at)
  const period = previousPeriod(scope, { firstEvent, publishedAt }, now)
  if (typeof period === 'string') return { previous: null, no_previous: period }
  const local = (ms: number) => DateTime.fromMillis(ms, { zone: scope.zone }).toISO() as string
  return {
    previous: {
      ...(await compute({ ...scope, ...period })),
      from: local(period.from),
      to: local(period.to),
      log_begins_at: firstEvent > period.from ? new Date(firstEvent).toISOString() : null,
    },
  }
}

export function acceptRateChange(now: Summary, before: Summary): AcceptRateChange {
  if (now.resolved_offers === 0 || before.resolved_offers === 0) return null
  const rate = (of: Summary) => ({ successes: of.suggestions_accepted, n: of.resolved_offers })
  const share = (of: Summary) => of.suggestions_accepted / of.resolved_offers
  const [low, high] = newcombeInterval(rate(now), rate(before))
  return { points: perCent(share(now) - share(before)), ci: [perCent(low), perCent(high)] }
}

/** @param compute the summary of a scope of the snapshot, that of `scope` itself too */
export async function comparedSummary(
  snapshot: Snapshot,
  scope: Scope,
  now: number,
  compute: (scope: Scope) => Promise<Summary>,
): Promise<ComparedSummary> {
  const [current, found] = await Promise.all([compute(scope), previousOf(snapshot, scope, now, compute)])
  return {
    ...found,
    accept_rate_change: found.previous === null ? null : acceptRateChange(current, found.previous),
  }
}

/** What the page's tiles are compared with. */
export type Comparison = { summary: ComparedSummary; latency: ComparedLatency }
