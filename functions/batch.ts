// What a batch of events may be, and what is answered to one: shared by who hands it on and who stores it.
import { z } from 'zod'
import { eventSchema } from './event.ts'

/** Largest body of a batch, unpacked. */
export const MAX_BATCH_BYTES = 16 * 1024 * 1024
/** More elements than this cannot all be events in so many bytes. */
export const MAX_BATCH_ELEMENTS = 200_000
/** Events of a batch that is stored whole or not at all: one transaction, which everybody else waits for. */
export const MAX_ATOMIC_EVENTS = 10_000

/** A JSON array, or a JSON object a line. */
export const BATCH_BODY = ['application/json', 'application/x-ndjson']

export type SentBatch = { body: Uint8Array; ndjson: boolean; atomic: boolean }

export const batchQuerySchema = z.object({
  atomic: z
    .enum(['true', 'false'], 'atomic must be true or false')
    .default('false')
    .describe('Store all events or none: one that is not valid then refuses them all.'),
})

export const batchSchema = z.array(eventSchema)

/** The answer to a batch whose accepted events are on disk. */
export const batchReceiptSchema = z.object({
  ok: z.literal(true),
  accepted: z.int().min(0).describe('Events that were stored now.'),
  duplicates: z
    .int()
    .min(0)
    .describe('Events that were stored before, under the same id and with the same content.'),
  first_seq: z
    .int()
    .min(1)
    .nullable()
    .describe('The lowest number of those stored now; null when there is none.'),
  last_seq: z.int().min(1).nullable().describe('The highest one. Others’ events may stand between them.'),
  rejected: z
    .array(
      z.object({
        index: z.int().min(0).describe('Which element (or line that is not blank), from 0.'),
        errors: z.array(z.object({ path: z.string(), message: z.string() })),
      }),
    )
    .describe('What was not stored, and why.'),
})
export type BatchReceipt = z.infer<typeof batchReceiptSchema>
