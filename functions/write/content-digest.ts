// What "the same content" means for an id that comes again.
import { createHash } from 'node:crypto'
import type { Event } from '../event.ts'

/** Digest of the validated content, the id left out: SHA-256 in base64url. */
export const contentDigest = (event: Omit<Event, 'event_id'>) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        event.event,
        event.session_id,
        event.agent_draft,
        event.suggestion_used,
        event.policy_refs,
        event.latency_ms,
        event.ab_test_bucket,
        event.suggestion_id ?? null,
        event.agent_id ?? null,
        event.occurred_at ?? null,
      ]),
    )
    .digest('base64url')
