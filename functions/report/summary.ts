// The summary: what was offered, what became of it, how much was prevented. The one definition of these figures.
import type { EventType } from '../event.ts'
import type { Summary } from './figures.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'
import { wilsonInterval } from './wilson.ts'

const sql = namedQuery('summary')
/** Rates carry two decimals of a per cent: finer than any interval they come with. */
const perCent = (fraction: number) => Math.round(fraction * 10_000) / 100

export async function summary(snapshot: Snapshot): Promise<Summary> {
  const sums = new Map<string, Map<string, number>>()
  for (const row of (await snapshot.rollups(sql)) as { measure: string; key: string; n: number }[]) {
    const keys = sums.get(row.measure) ?? new Map<string, number>()
    sums.set(row.measure, keys.set(row.key, row.n))
  }
  const of = (measure: string, key: string) => sums.get(measure)?.get(key) ?? 0
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
    open_offers: offered - resolved,
    orphan_outcomes: total('orphan'),
    violations: { detected: total('detected'), prevented: total('prevented'), shipped: total('shipped') },
  }
}
