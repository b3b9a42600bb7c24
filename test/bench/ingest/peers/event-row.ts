// What the peers store of an event: the same columns for each, no index, the time given by the database.
import type { Event } from '../../../../functions/event.ts'

const EVENT_COLUMNS = [
  ...['id', 'event', 'session_id', 'agent_draft', 'suggestion_used', 'policy_refs', 'latency_ms'],
  'ab_test_bucket',
]

/** The values of EVENT_COLUMNS; the policies as JSON. */
export const eventRow = (id: string, event: Event) => [
  id,
  event.event,
  event.session_id,
  event.agent_draft,
  event.suggestion_used,
  JSON.stringify(event.policy_refs),
  event.latency_ms,
  event.ab_test_bucket,
]

/** @param placeholder of the nth value, from 1 */
export const insertInto = (table: string, placeholder: (n: number) => string): string =>
  `INSERT INTO ${table} (${EVENT_COLUMNS.join(', ')}) VALUES (${EVENT_COLUMNS.map((_, n) => placeholder(n + 1)).join(', ')})`
