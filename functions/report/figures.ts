// What the answers of several reports share: one shape for page, JSON, export and client alike. Units are in the names.
// A figure that cannot be known is null; it must never be written as 0.
import { z } from 'zod'
import { EVENT_TYPES } from '../event.ts'

export const countSchema = z.int().min(0)
export const timeSchema = z.iso.datetime()

export const asOfSchema = z
  .object({
    seq: countSchema.describe('The newest event that the answer knows.'),
    published_at: timeSchema.nullable().describe('Null while nothing was ever published.'),
  })
  .describe('The snapshot that the answer was computed from.')

/** The snapshot that an answer was computed from. */
export type AsOf = z.infer<typeof asOfSchema>

export const violationsSchema = z.object({
  detected: countSchema.describe('In drafts.'),
  prevented: countSchema.describe('The final text no longer has it.'),
  shipped: countSchema.describe('The final text still has it.'),
})

export const eventCountsSchema = z
  .partialRecord(z.enum(EVENT_TYPES), countSchema)
  .describe('Only the types that occur.')
