// The URLs of events, whoever serves them: the writer itself, the thread in front of it; a report instance, one of them.
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { BATCH_BODY, type BatchReceipt, batchQuerySchema, MAX_BATCH_BYTES, type SentBatch } from '../batch.ts'
import type { ApiKey } from '../edge/api-keys.ts'
import { type Edge, entrance } from '../edge/entrance.ts'
import { keyRing } from '../edge/key-ring.ts'
import { loopbackNamesOnly } from '../edge/loopback-names.ts'
import { MAX_EVENT_BYTES } from '../event.ts'
import { contentType, type Env, NOSNIFF, parametersOf, readBody, takeOnly } from '../http.ts'
import { Problem } from '../problem.ts'
import { MAX_MESSAGE_SIZE } from './batcher.ts'
import { type Answer, MAX_KEY_LENGTH, MalformedMessage, MESSAGE_TYPE, type Sent } from './frame.ts'

/** An event by itself may come as plain text too: that is what `navigator.sendBeacon` sends. */
const EVENT_BODY = ['application/json', 'text/plain']

/** @throws Problem unsupported-media-type, body-too-large, malformed-body, invalid-parameter */
async function readSent(request: Request): Promise<Sent> {
  takeOnly(request, EVENT_BODY)
  const key = request.headers.get('idempotency-key')
  if (key !== null && key.length > MAX_KEY_LENGTH) {
    const message = 'Idempotency-Key must be a UUID'
    throw new Problem('invalid-parameter', message, [{ path: 'Idempotency-Key', message }])
  }
  return { key, body: await readBody(request, MAX_EVENT_BYTES) }
}

/** @param handOn brings an event to the ledger; resolves once it is on disk, or with why it is not */
export const postEvent = (handOn: (sent: Sent) => Promise<Answer>) => async (c: Context<Env>) => {
  const answer = await handOn(await readSent(c.req.raw))
  if (!answer.ok) throw new Problem(answer.problem, answer.detail, answer.errors)
  return c.body(answer.json, 200, { 'Content-Type': 'application/json', ...NOSNIFF })
}

/** What a client sends as a batch. @throws Problem unsupported-media-type, body-too-large, malformed-body, invalid-parameter */
async function readBatch(c: Context<Env>): Promise<SentBatch> {
  takeOnly(c.req.raw, BATCH_BODY)
  const { atomic } = parametersOf(batchQuerySchema, c.req.query())
  return {
    ndjson: contentType(c.req.raw) === 'application/x-ndjson',
    atomic: atomic === 'true',
    body: await readBody(c.req.raw, MAX_BATCH_BYTES),
  }
}

/** @param handOn brings a batch to the ledger; resolves once what it accepts is on disk */
export const postBatch = (handOn: (batch: SentBatch) => Promise<BatchReceipt>) => async (c: Context<Env>) =>
  c.json(await handOn(await readBatch(c)), 200, NOSNIFF)

/** Report instances show a key of their own; whom they let in, and how often, they have looked at themselves. */
function instancesOnly(keys: readonly ApiKey[]): MiddlewareHandler<Env> {
  if (keys.length === 0) return loopbackNamesOnly
  const find = keyRing(keys)
  return async (c, next) => {
    const key = find(c.req.header('authorization'), ['bearer'])
    if (key === null) throw new Problem('key-required')
    if (!key.scopes.includes('write')) throw new Problem('key-scope')
    await next()
  }
}

export type EventDeps = {
  edge: Edge
  /** What postEvent takes. */
  one: (sent: Sent) => Promise<Answer>
  /** The same for the events of a message (frame.ts). @throws MalformedMessage, and then nothing of it was kept */
  several: (message: Uint8Array<ArrayBuffer>) => Promise<string>
  /** What postBatch takes. */
  batch: (batch: SentBatch) => Promise<BatchReceipt>
}

/** The events' URLs at the writer: for clients, and for report instances that hand on several at once. */
export function eventRoutes({ edge, one, several, batch }: EventDeps) {
  const app = new Hono<Env>()
  app.post('/events/handoff', instancesOnly(edge.keys), async (c) => {
    takeOnly(c.req.raw, [MESSAGE_TYPE])
    const message = new Uint8Array(await readBody(c.req.raw, MAX_MESSAGE_SIZE))
    const answers = await several(message).catch((error) => {
      throw error instanceof MalformedMessage ? new Problem('malformed-body', error.message) : error
    })
    return c.text(answers, 200, NOSNIFF)
  })
  for (const step of entrance(edge)) app.use('/events/*', step)
  app.post('/events/coach', postEvent(one))
  app.post('/events/coach/batch', postBatch(batch))
  return app
}
