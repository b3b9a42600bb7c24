// The addresses that take events.
import { MAX_EVENT_BYTES } from '../../event.ts'
import type { Operations } from '../operation.ts'

const EVENT_ID = '0c0d9a52-0f0e-4d3a-9c66-6f1c2c6b8d11'

export const EVENT_OPERATIONS = {
  'POST /events/coach': {
    id: 'postEvent',
    group: 'Events',
    summary: 'Stores one event',
    description: `Answers after the event’s own fsync: what was acknowledged is on disk. Sent with an event_id (or the header Idempotency-Key), the same event may be sent again whenever an answer was lost. Unknown fields are ignored. A beacon (\`text/plain\`) is read as JSON too. At most ${MAX_EVENT_BYTES / 1024} KiB, unpacked when it comes as gzip (\`Content-Encoding\`).`,
    headers: ['Idempotency-Key'],
    body: {
      type: 'application/json',
      schema: 'Event',
      example: {
        event: 'offered',
        session_id: 's-1',
        agent_draft: 'We guarantee 20% returns.',
        policy_refs: ['ADV-6.2'],
        latency_ms: 240,
        suggestion_id: 'sug-1',
        event_id: EVENT_ID,
      },
    },
    answers: [
      {
        status: 200,
        description: 'It is on disk. `duplicate` when it already was.',
        type: 'application/json',
        schema: 'Receipt',
        example: { ok: true, event_id: EVENT_ID, seq: 1 },
      },
    ],
    problems: [
      'malformed-body',
      'invalid-parameter',
      'origin-not-allowed',
      'id-in-flight',
      'body-too-large',
      'unsupported-media-type',
      'invalid-event',
      'id-reused',
      'queue-full',
      'writer-unavailable',
      'outcome-unknown',
    ],
  },
} as const satisfies Operations
