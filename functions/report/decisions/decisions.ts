// Time to decision: after what time which share of the offers was accepted, edited or rejected. A timeout and an offer
// without an outcome tell only how long nobody had decided. It must never count those as decided, nor leave them out.
import { z } from 'zod'
import { binMiddle, LATENCY_ERROR_BOUND } from '../../published/latency-bins.ts'
import { countSchema } from '../figures.ts'
import { perCent } from '../per-cent.ts'
import { factsOf, type Scope } from '../scope.ts'
import { unitsOf } from '../snapshot/facts-query.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { namedQuery } from '../sql.ts'
import { kaplanMeier, medianOf, type Observed, type Step } from './kaplan-meier.ts'
import { ageEdges, agesBetween } from './open-ages.ts'

const sql = namedQuery('decisions/decisions')

const secondsSchema = z.int().min(0)
const shareSchema = {
  decided_share: z.number().describe('Per cent of the offers, decided by then.'),
  ci: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('Its 95 % interval (Greenwood, log-log), in per cent; null at 0 and at 100 per cent.'),
  at_risk: countSchema.describe('Offers watched until then that nobody had decided before.'),
}

export const decisionsSchema = z.object({
  offers: countSchema.describe('Offers of the estimate: decided, timed out and open.'),
  decided: countSchema.describe('Offers whose first outcome is accepted, edited or rejected.'),
  timed_out: countSchema.describe('Offers whose first outcome is a timeout: undecided until then.'),
  open: countSchema.describe('Offers without an outcome: undecided up to `as_of.published_at`.'),
  median_s: secondsSchema.nullable().describe('After so many seconds half are decided; null when fewer are.'),
  median_ci_s: z
    .tuple([secondsSchema.nullable(), secondsSchema.nullable()])
    .describe('Its 95 % interval (Brookmeyer and Crowley); null for an end that the data do not reach.'),
  shares: z
    .array(
      z.object({
        after_s: secondsSchema,
        ...shareSchema,
        decided_share: shareSchema.decided_share
          .nullable()
          .describe('Per cent of the offers, decided by then; null where no offer was watched for so long.'),
      }),
    )
    .describe('At round times, up to the first that the last decision does not pass.'),
  curve: z
    .array(z.object({ after_s: secondsSchema, ...shareSchema, decisions: countSchema.min(1) }))
    .describe('The steps of the Kaplan-Meier estimate, one for each time with a decision.'),
  watched_s: secondsSchema.nullable().describe('The longest time for which an offer was watched.'),
  time_error_bound: z
    .number()
    .describe('Largest relative error of a time from 200 s on; below, seconds are exact.'),
  share_error_bound: z
    .number()
    .describe(
      'By how many points of per cent a share may be too low at most, because the age of an open offer is known to the hour (the day where one agent is asked for or it is older than 2 days, the month beyond 35).',
    ),
})
export type Decisions = z.infer<typeof decisionsSchema>
export type DecidedShare = Decisions['shares'][number]

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ROUND_TIMES = [
  ...[5, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 3 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY],
]

type Row = { start: number | null; measure: string; edge: number | null; n: number }
/** Offers that have no outcome, by how old they are: seconds. */
type Open = { least: number; most: number; n: number }

export async function decisions(snapshot: Snapshot, scope: Scope): Promise<Decisions> {
  const now = Date.parse(snapshot.asOf.published_at ?? '')
  const edges = edgesOf(snapshot, scope)
  const rows = edges.length === 0 ? [] : ((await snapshot.facts(sql, factsOf(scope, edges))) as Row[])
  const open = rows
    // Fewer than none: an outcome that a session sent for another session’s offer, when one session is asked for.
    .filter(({ start, n }) => start !== null && n > 0)
    .map(({ start, n }): Open => {
      const next = edges[edges.indexOf(start as number) + 1] as number
      return { ...agesBetween(start as number, next, now), n }
    })
  const ended = rows.flatMap(({ measure, edge, n }) =>
    edge === null ? [] : [{ after: binMiddle(edge), n, decision: measure === 'decision' }],
  )
  const estimate = (ageOf: (one: Open) => number) =>
    kaplanMeier(
      observedOf([
        ...ended.map(({ after, n, decision }) => ({ after, [decision ? 'events' : 'censored']: n })),
        ...open.map((one) => ({ after: ageOf(one), censored: one.n })),
      ]),
    )
  // An open offer counts as watched for as long as it can have been: a share is never called decided that may not be.
  const all = estimate(({ most }) => most)
  const steps = all.filter(({ events }) => events > 0)
  const shortest = estimate(({ least }) => least).filter(({ events }) => events > 0)
  const differences = steps.map(({ surviving }, index) => surviving - (shortest[index]?.surviving ?? 0))
  const { median, interval } = medianOf(steps)
  const sum = (counts: { n: number }[]) => counts.reduce((total, { n }) => total + n, 0)
  const [decided, timedOut] = [true, false].map((decision) =>
    sum(ended.filter((one) => one.decision === decision)),
  ) as [number, number]
  return {
    offers: decided + timedOut + sum(open),
    decided,
    timed_out: timedOut,
    open: sum(open),
    median_s: median,
    median_ci_s: interval,
    shares: sharesAtRoundTimes(all, steps),
    curve: steps.map((step) => ({ after_s: step.after, ...shareOf(step), decisions: step.events })),
    watched_s: all.at(-1)?.after ?? null,
    time_error_bound: LATENCY_ERROR_BOUND,
    share_error_bound: perCent(Math.max(0, ...differences)),
  }
}

/** Where the period is cut for the ages of open offers; nothing of a period without events. */
function edgesOf({ period, asOf }: Snapshot, scope: Scope): number[] {
  if (period === null || asOf.published_at === null) return []
  // Not the first event’s own time: from a full month on, rollups answer.
  const first = new Date(period.from)
  const from = scope.from ?? Date.UTC(first.getUTCFullYear(), first.getUTCMonth())
  const to = scope.to ?? Number.POSITIVE_INFINITY
  const finest = unitsOf(scope).at(-1) === 'day' ? 'day' : 'hour'
  return from < to ? ageEdges({ from, to, now: Date.parse(asOf.published_at), finest }) : []
}

/** Each time once, in ascending order. */
function observedOf(parts: readonly (Partial<Observed> & { after: number })[]): Observed[] {
  const byTime = new Map<number, Observed>()
  for (const { after, events = 0, censored = 0 } of parts) {
    const known = byTime.get(after)
    byTime.set(after, {
      after,
      events: events + (known?.events ?? 0),
      censored: censored + (known?.censored ?? 0),
    })
  }
  return [...byTime.values()].sort((a, b) => a.after - b.after)
}

function shareOf({ surviving, interval, atRisk }: Pick<Step, 'surviving' | 'interval' | 'atRisk'>) {
  const ci: [number, number] | null = interval && [perCent(1 - interval[1]), perCent(1 - interval[0])]
  return { decided_share: perCent(1 - surviving), ci, at_risk: atRisk }
}

/** What the curve says at round times; nothing beyond the time for which any offer was watched. */
function sharesAtRoundTimes(all: readonly Step[], steps: readonly Step[]): DecidedShare[] {
  const last = steps.at(-1)
  if (last === undefined) return []
  const end = ROUND_TIMES.findIndex((time) => time >= last.after)
  return ROUND_TIMES.slice(0, end === -1 ? undefined : end + 1).map((after_s) => {
    const next = all.find(({ after }) => after >= after_s)
    const at_risk = next?.atRisk ?? 0
    const step = steps.findLast(({ after }) => after <= after_s)
    const { surviving, interval } = step ?? { surviving: 1, interval: null }
    if (next === undefined && surviving > 0) return { after_s, decided_share: null, ci: null, at_risk }
    return { after_s, ...shareOf({ surviving, interval, atRisk: at_risk }) }
  })
}
