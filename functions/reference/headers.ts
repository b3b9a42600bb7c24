// The headers that requests may carry and answers do, with what they mean.
import { z } from 'zod'
import { eventSchema } from '../event.ts'

export const REQUEST_HEADERS = {
  'X-Min-Seq': z
    .int()
    .min(0)
    .describe('Read your own writes: waits up to 2 s for a snapshot that holds this event, else 503.'),
  'If-None-Match': z.string().describe('The ETag of an earlier answer: 304 when nothing has changed.'),
  'Idempotency-Key': eventSchema.shape.event_id.unwrap().describe('The same as event_id in the body.'),
  'Last-Event-ID': z.string().describe('Sent by browsers when they connect again.'),
} as const
export type RequestHeader = keyof typeof REQUEST_HEADERS

export const ANSWER_HEADERS = {
  'X-As-Of-Seq': z.int().min(0).describe('The newest event that the answer knows.'),
  ETag: z.string().describe('Changes when the answer does.'),
  'Retry-After': z.int().min(1).describe('Seconds after which the same request may succeed.'),
  'RateLimit-Policy': z
    .string()
    .describe('With API_KEYS: how many requests (q) the key may send in how many seconds (w).'),
  RateLimit: z
    .string()
    .describe('With API_KEYS: how many are left (r), and seconds until there are more (t).'),
  'Content-Disposition': z.string().describe('A file name that says which events are in it.'),
  Location: z.string().describe('Where to go.'),
} as const
/** Those that are not always there. */
export const SOMETIMES: readonly string[] = ['RateLimit-Policy', 'RateLimit']
export type AnswerHeader = keyof typeof ANSWER_HEADERS
