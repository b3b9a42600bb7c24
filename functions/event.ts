// What an event is: the one schema that every entrance uses, and what settling adds to an event at commit.
// It must never depend on how an event arrives or where it is kept.
import { z } from 'zod'

export const EVENT_TYPES = ['offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld'] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** The events that answer an offer. */
export const OUTCOME_TYPES = ['accepted', 'edited', 'rejected', 'timeout'] as const
export type OutcomeType = (typeof OUTCOME_TYPES)[number]

export const isOutcome = (event: EventType): event is OutcomeType =>
  (OUTCOME_TYPES as readonly string[]).includes(event)

// Ids are printable ASCII: two ids that differ only in what a decoder replaces would otherwise become one.
export const idField = (what: string) =>
  z
    .string(`${what} must be a string`)
    .min(1, `${what} must not be empty`)
    .max(200, `${what} must be at most 200 characters`)
    .regex(/^[\x20-\x7e]*$/, `${what} must be printable ASCII`)

/** Whether a text comes back from a database and a decoder as it was. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()
/** @param most characters */
export const textField = (what: string, most = 20_000) =>
  z
    .string(`${what} must be a string`)
    .max(most, `${what} must be at most ${most.toLocaleString('en')} characters`)
    .refine(isStorable, `${what} must not hold NUL characters or lone surrogates`)
export const policiesField = (what: string) =>
  z
    .array(
      z
        .string('each policy must be a string')
        .min(1, 'a policy must not be empty')
        .max(100, 'a policy must be at most 100 characters')
        .refine(isStorable, 'a policy must not hold NUL characters or lone surrogates'),
      `${what} must be an array of strings`,
    )
    .max(50, `${what} must hold at most 50 policies`)

/** Largest JSON body of one event: two texts of 20,000 characters, each at most 12 bytes as escapes, and the rest. */
export const MAX_EVENT_BYTES = 512 * 1024

export const eventSchema = z.object({
  event: z
    .enum(EVENT_TYPES, `event must be one of ${EVENT_TYPES.join(', ')}`)
    .describe('What happened; `withheld`: the coach ran, but nothing was shown (bucket `off`).'),
  session_id: idField('session_id').describe('The conversation.'),
  agent_draft: textField('agent_draft')
    .min(1, 'agent_draft must not be empty')
    .describe('What the agent wrote.'),
  suggestion_used: textField('suggestion_used')
    .nullable()
    .default(null)
    .describe('What the agent sent instead: the suggestion, or its edited text.'),
  policy_refs: policiesField('policy_refs').default([]).describe('Policies that the draft violates.'),
  latency_ms: z
    .int('latency_ms must be a whole number of milliseconds')
    .min(0, 'latency_ms must not be negative')
    .max(3_600_000, 'latency_ms must be at most 3,600,000 (an hour)')
    .describe('The coach’s own time, in milliseconds.'),
  ab_test_bucket: z
    .enum(['on', 'off'], 'ab_test_bucket must be on or off')
    .default('on')
    .describe('Arm of the experiment.'),
  event_id: z
    .guid('event_id must be a UUID')
    .toLowerCase()
    .optional()
    .describe('Makes the call idempotent: the same event under the same id is stored once.'),
  suggestion_id: idField('suggestion_id').optional().describe('Links an outcome to its offer.'),
  agent_id: idField('agent_id').optional().describe('Who wrote the draft.'),
  occurred_at: z.iso
    .datetime({ offset: true, error: 'occurred_at must be an RFC 3339 time with its offset' })
    .optional()
    .describe('The client’s own time, kept to the millisecond; the server’s is always kept beside it.'),
})

/** The answer to an event that is on disk. */
export const receiptSchema = z.object({
  ok: z.literal(true),
  event_id: z.guid().describe('The one that was sent, else one of the server’s.'),
  seq: z.int().min(1).describe('Its number in the log. Send it as X-Min-Seq to read what you wrote.'),
  duplicate: z.literal(true).optional().describe('The same event was stored before, under this seq.'),
})
export type Receipt = z.infer<typeof receiptSchema>

/** An event as a client sends it, validated and with its defaults. */
export type Event = z.infer<typeof eventSchema>

/** What an event says: all that a client sends but the id. What two events under one id must agree in. */
export const CONTENT_FIELDS = [
  'event',
  'session_id',
  'agent_draft',
  'suggestion_used',
  'policy_refs',
  'latency_ms',
  'ab_test_bucket',
  'suggestion_id',
  'agent_id',
  'occurred_at',
] as const satisfies (keyof Event)[]

/** The arm of the experiment that a session is in; `both` when its events came from both: it is compared with nothing. */
export type SessionBucket = 'on' | 'off' | 'both'

/**
 * What the writer settles when it commits an event, because it depends on events before it.
 * From then on every figure is a sum over single rows. Times are epoch milliseconds (UTC).
 */
export type Settled = {
  /** Of an outcome: the first answer to its offer, a repeat, or without any offer. Null for other events. */
  resolution: 'first' | 'repeat' | 'orphan' | null
  /** Of an outcome: the offer it answers, and what a report needs to count the outcome where that offer counts. */
  offer_seq: number | null
  offer_ts: number | null
  offer_bucket: 'on' | 'off' | null
  offer_agent_id: string | null
  offer_policies: readonly string[] | null
  /** Violations of the draft that its final text no longer has, and those it still has. */
  prevented: readonly string[]
  shipped: readonly string[]
  /** Whether a draft’s final text is known from this event on: a withheld draft’s, or by an offer’s first outcome. */
  text_known: boolean
  /** When the session's first event came; `session_first` marks that event. */
  session_started_at: number
  session_first: boolean
  /** Policies that this event is the first of its session to name. */
  session_new_policies: readonly string[]
  /** The session before this event: its arm (null when this event begins it) and its sums. */
  session_bucket: SessionBucket | null
  session_drafts: number
  /** Drafts whose final text is known: not those of open offers, nor of suggestions used without telling the text. */
  session_texts_known: number
  session_shipped: number
  /** Drafts with a detected violation. */
  session_detected: number
  session_latency_ms: number
}

/** One row of the log: the event, its number, and what was settled. Times are epoch milliseconds. */
export type LoggedEvent = {
  seq: number
  id: string
  /** The server's own time. */
  ts: number
  event: EventType
  session_id: string
  agent_draft: string
  suggestion_used: string | null
  policy_refs: string[]
  latency_ms: number
  ab_test_bucket: 'on' | 'off'
  suggestion_id: string | null
  agent_id: string | null
  occurred_at: number | null
  /** Digest of the content as sent, kept only when the client chose the id; tells a repeat from a clash. */
  content_digest: string | null
} & Settled

/** Field by field, not by spreading: rows of one shape are a third faster at full load (`npm run bench`). */
export const loggedEvent = (
  event: Omit<Event, 'event_id'>,
  settled: Settled,
  given: Pick<LoggedEvent, 'seq' | 'id' | 'ts' | 'content_digest'>,
): LoggedEvent => ({
  seq: given.seq,
  id: given.id,
  ts: given.ts,
  event: event.event,
  session_id: event.session_id,
  agent_draft: event.agent_draft,
  suggestion_used: event.suggestion_used,
  policy_refs: event.policy_refs,
  latency_ms: event.latency_ms,
  ab_test_bucket: event.ab_test_bucket,
  suggestion_id: event.suggestion_id ?? null,
  agent_id: event.agent_id ?? null,
  occurred_at: event.occurred_at === undefined ? null : Date.parse(event.occurred_at),
  content_digest: given.content_digest,
  resolution: settled.resolution,
  offer_seq: settled.offer_seq,
  offer_ts: settled.offer_ts,
  offer_bucket: settled.offer_bucket,
  offer_agent_id: settled.offer_agent_id,
  offer_policies: settled.offer_policies,
  prevented: settled.prevented,
  shipped: settled.shipped,
  text_known: settled.text_known,
  session_started_at: settled.session_started_at,
  session_first: settled.session_first,
  session_new_policies: settled.session_new_policies,
  session_bucket: settled.session_bucket,
  session_drafts: settled.session_drafts,
  session_texts_known: settled.session_texts_known,
  session_shipped: settled.session_shipped,
  session_detected: settled.session_detected,
  session_latency_ms: settled.session_latency_ms,
})
