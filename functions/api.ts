// The API as TypeScript sees it: what `hc<Api>(url)` of hono/client may send and will be answered. Made of the schemas
// that validate. It must never describe an address that no schema stands behind.
import type { Hono } from 'hono'
import type { z } from 'zod'
import type { BatchReceipt, batchQuerySchema, batchSchema } from './batch.ts'
import type { ProvidersStatus } from './coach/status.ts'
import type { Suggestion, suggestionRequestSchema } from './coach/suggestion.ts'
import type { eventSchema, Receipt } from './event.ts'
import type { Env } from './http.ts'
import type { ProblemDocument, ProblemSlug, problems } from './problem.ts'
import type { Answered, JSON_REPORTS, JsonReport } from './report/questions.ts'

type Succeeds<T> = { output: T; outputFormat: 'json'; status: 200 }
type Fails = {
  output: ProblemDocument
  outputFormat: 'json'
  status: (typeof problems)[ProblemSlug]['status']
}

type Reports = {
  [R in JsonReport]: {
    $get: {
      input: {
        query?: z.input<(typeof JSON_REPORTS)[R]['query']>
        header?: { 'X-Min-Seq'?: string }
      }
    } & (Succeeds<Answered<R>> | Fails)
  }
}

type Events = {
  '/events/coach': {
    $post: {
      input: { json: z.input<typeof eventSchema>; header?: { 'Idempotency-Key'?: string } }
    } & (Succeeds<Receipt> | Fails)
  }
  '/events/coach/batch': {
    $post: {
      input: { json: z.input<typeof batchSchema>; query?: z.input<typeof batchQuerySchema> }
    } & (Succeeds<BatchReceipt> | Fails)
  }
}

type Coach = {
  '/coach/suggest': {
    $post: { input: { json: z.input<typeof suggestionRequestSchema> } } & (Succeeds<Suggestion> | Fails)
  }
  '/providers/status': { $get: { input: object } & (Succeeds<ProvidersStatus> | Fails) }
}

/** For `hc<Api>('http://127.0.0.1:8000')`: an answer with `ok` has its report, any other the problem document. */
export type Api = Hono<Env, Reports & Events & Coach>
