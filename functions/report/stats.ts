// The original's quick statistics: counts by type and the ten newest events.
import type { Stats } from './figures.ts'
import { recent } from './recent.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { summary } from './summary.ts'

const NEWEST = 10

export async function stats(snapshot: Snapshot, scope: Scope): Promise<Stats> {
  const [{ total_events, event_counts }, { events }] = await Promise.all([
    summary(snapshot, scope),
    recent(snapshot, scope, { limit: NEWEST }),
  ])
  return {
    total_events,
    event_counts,
    recent_events: events.map(({ event, session_id, ts }) => ({ event, session_id, timestamp: ts })),
  }
}
