// The addresses that take events.
import { batchQuerySchema, MAX_ATOMIC_EVENTS, MAX_BATCH_BYTES } from '../../batch.ts'
import { MAX_EVENT_BYTES } from '../../event.ts'
import type { Operations } from '../operation.ts'

const EVENT_ID = '0c0d9a52-0f0e-4d3a-9c66-6f1c2c6b8d11'

/** What storing events can meet, one or many. */
const STORING = [
  'malformed-body',
  'invalid-parameter',
  'id-in-flight',
  'body-too-large',
  'unsupported-media-type',
  'invalid-event',
  'id-reused',
  'queue-full',
  'disk-full',
  'writer-unavailable',
  'outcome-unknown',
] as const

export const EVENT_OPERATIONS = {
  'POST /events/coach': {
    id: 'postEvent',
    group: 'Events',
    summary: 'Stores one event',
    description: `Answers after the event’s own fsync: what was acknowledged is on disk. What policies redact is taken out of the texts before anything keeps them, and the final text of an outcome is looked at by the policies. Sent with an event_id (or the header Idempotency-Key), the same event may be sent again whenever an answer was lost. Unknown fields are ignored. A beacon (\`text/plain\`) is read as JSON too. At most ${MAX_EVENT_BYTES / 1024} KiB, unpacked when it comes as gzip (\`Content-Encoding\`).`,
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
    problems: [...STORING, 'origin-not-allowed'],
  },
  'POST /events/coach/batch': {
    id: 'postBatch',
    group: 'Events',
    summary: 'Stores a batch of events',
    description: `A JSON array, or one event a line as \`application/x-ndjson\`; at most ${MAX_BATCH_BYTES / 1024 / 1024} MiB, unpacked when it comes as gzip (\`Content-Encoding\`). Each valid event is stored once, and the answer, after the fsync of the last, names the others by index. With \`atomic=true\` all are stored or none, in one transaction of at most ${MAX_ATOMIC_EVENTS} events. Give events an event_id each: a batch whose answer was lost can then be sent again.`,
    query: batchQuerySchema,
    body: {
      type: 'application/json',
      schema: 'EventBatch',
      example: [
        {
          event: 'offered',
          session_id: 's-1',
          agent_draft: 'We guarantee 20% returns.',
          latency_ms: 240,
          suggestion_id: 'sug-1',
        },
        {
          event: 'accepted',
          session_id: 's-1',
          agent_draft: 'We guarantee 20% returns.',
          suggestion_used: 'Returns are not guaranteed.',
          latency_ms: 0,
          suggestion_id: 'sug-1',
        },
      ],
    },
    answers: [
      {
        status: 200,
        description: 'What was accepted is on disk; what was not is named.',
        type: 'application/json',
        schema: 'BatchReceipt',
        example: { ok: true, accepted: 2, duplicates: 0, first_seq: 1, last_seq: 2, rejected: [] },
      },
    ],
    problems: STORING,
  },
} as const satisfies Operations
