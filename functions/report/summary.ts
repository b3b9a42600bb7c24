// The summary: what was offered, what became of it, how much was prevented. The one definition of these figures.
import { z } from 'zod'
import type { EventType } from '../event.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { countSchema, eventCountsSchema, violationsSchema } from './figures.ts'
import { perCent } from './per-cent.ts'
import { factsOf, type Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const sql = namedQuery('summary')

export const summarySchema = z.object({
  total_events: countSchema,
  event_counts: eventCountsSchema,
  suggestions_offered: countSchema,
  suggestions_accepted: countSchema.describe('Offers whose first outcome is accepted or edited.'),
  accept_rate: z.number().nullable().describe('Per cent of resolved offers; null when there is none.'),
  accept_rate_ci: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('95 % Wilson interval of accept_rate, in per cent.'),
  avg_latency_ms: z.number().nullable().describe('Of offered and withheld events.'),
  sessions: countSchema,
  resolved_offers: countSchema.describe('Offers with an outcome.'),
  open_offers: countSchema,
  orphan_outcomes: countSchema.describe('Outcomes that answer no known offer.'),
  violations: violationsSchema,
})
export type Summary = z.infer<typeof summarySchema>

export async function summary(snapshot: Snapshot, scope: Scope): Promise<Summary> {
  const sums = new Map<string, Map<string, number>>()
  for (const row of (await snapshot.facts(sql, factsOf(scope))) as {
    measure: string
    event: string
    n: number
  }[]) {
    const events = sums.get(row.measure) ?? new Map<string, number>()
    sums.set(row.measure, events.set(row.event, row.n))
  }
  const of = (measure: string, event: string) => sums.get(measure)?.get(event) ?? 0
  const total = (measure: string) => [...(sums.get(measure)?.values() ?? [])].reduce((a, b) => a + b, 0)

  const offered = of('events', 'offered')
  const resolved = total('first')
  const accepted = of('first', 'accepted') + of('first', 'edited')
  const drafts = offered + of('events', 'withheld')
  const interval = resolved === 0 ? null : wilsonInterval(accepted, resolved)
  return {
    total_events: total('events'),
    event_counts: Object.fromEntries(sums.get('events') ?? []) as Partial<Record<EventType, number>>,
    suggestions_offered: offered,
    suggestions_accepted: accepted,
    accept_rate: resolved === 0 ? null : perCent(accepted / resolved),
    accept_rate_ci: interval && [perCent(interval[0]), perCent(interval[1])],
    avg_latency_ms: drafts === 0 ? null : Math.round((total('latency_sum') / drafts) * 100) / 100,
    sessions: total('session'),
    resolved_offers: resolved,
    // Asked only for offers that ended in one way, there are none open.
    open_offers: Math.max(0, offered - resolved),
    orphan_outcomes: total('orphan'),
    violations: { detected: total('detected'), prevented: total('prevented'), shipped: total('shipped') },
  }
}
