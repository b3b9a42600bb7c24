// Whether an event whose id comes again says what the stored one said.
import type { Event } from '../event.ts'
import { contentDigest } from './content-digest.ts'
import type { KnownId } from './ledger/event-table.ts'

type Content = Omit<Event, 'event_id'>

/** @param digest of `event` (content-digest.ts) */
export function isRepeat(
  { event, digest }: { event: Content; digest: string | null },
  stored: KnownId,
): boolean {
  if (stored.content_digest !== null) return stored.content_digest === digest
  const { suggestion_id, agent_id, occurred_at, ...content } = stored.content
  // Of the time only the instant was kept, not how it was written.
  const sameTime = occurred_at === (event.occurred_at === undefined ? null : Date.parse(event.occurred_at))
  return (
    sameTime &&
    digest ===
      contentDigest({
        ...content,
        suggestion_id: suggestion_id ?? undefined,
        agent_id: agent_id ?? undefined,
        occurred_at: event.occurred_at,
      })
  )
}
