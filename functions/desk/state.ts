// What the desk shows, in the shape in which it travels in the page's own form: the server keeps nothing between two
// steps. What comes back is a client's word: it must never be used before this schema has looked at it.
import { z } from 'zod'
import { eventSchema, OUTCOME_TYPES } from '../event.ts'

/** An event that is sent under an id of its own, so that sending it again stores it once. */
export const pendingSchema = eventSchema.required({ event_id: true })
export type Pending = z.infer<typeof pendingSchema>

/** More than an event takes: what a suggestion adds to the longest draft is shown all the same. */
const text = z.string().max(100_000)

/** A suggestion that waits for a choice. `texts`: the suggestion, then its alternates. */
const offerSchema = z.object({
  kind: z.literal('offer'),
  event: pendingSchema.required({ suggestion_id: true }),
  texts: z.tuple([text, text, text]),
  rationale: z.string().max(20_000),
  confidence: z.number().min(0).max(1),
})

/** What was chosen; `text` is what goes to the customer. */
const decidedSchema = z.object({
  kind: z.literal('decided'),
  outcome: z.enum(OUTCOME_TYPES),
  session_id: eventSchema.shape.session_id,
  text,
})

/** Bucket `off`: the coach ran, and nothing of what it said is here. */
const withheldSchema = z.object({
  kind: z.literal('withheld'),
  session_id: eventSchema.shape.session_id,
  text,
})

export const shownSchema = z.discriminatedUnion('kind', [offerSchema, decidedSchema, withheldSchema])
export type Shown = z.infer<typeof shownSchema>
export type Offer = z.infer<typeof offerSchema>
