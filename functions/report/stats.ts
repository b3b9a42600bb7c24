// The original's quick statistics: counts by type and the ten newest events.
import { z } from 'zod'
import { EVENT_TYPES } from '../event.ts'
import { countSchema, eventCountsSchema, timeSchema } from './figures.ts'
import { recent } from './recent.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { summary } from './summary.ts'

const NEWEST = 10

export const statsSchema = z.object({
  total_events: countSchema,
  event_counts: eventCountsSchema,
  recent_events: z
    .array(z.object({ event: z.enum(EVENT_TYPES), session_id: z.string(), timestamp: timeSchema }))
    .max(NEWEST)
    .describe('Newest first.'),
})
type Stats = z.infer<typeof statsSchema>

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
