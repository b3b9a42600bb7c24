// What "the same content" means for an id that comes again.
import { createHash } from 'node:crypto'
import { CONTENT_FIELDS, type Event } from '../event.ts'

/** Digest of the validated content, the id left out: SHA-256 in base64url. */
export const contentDigest = (event: Omit<Event, 'event_id'>) =>
  createHash('sha256')
    .update(JSON.stringify(CONTENT_FIELDS.map((name) => event[name] ?? null)))
    .digest('base64url')
