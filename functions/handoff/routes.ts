// The URL of single events, whoever serves it: the writer itself, the thread in front of it, a report instance.
import type { Context } from 'hono'
import { MAX_EVENT_BYTES } from '../event.ts'
import { type Env, jsonOnly, readBody } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Answer, Sent } from './frame.ts'
import { MAX_KEY_LENGTH } from './frame.ts'

/** @throws Problem unsupported-media-type, body-too-large, malformed-body, invalid-parameter */
async function readSent(request: Request): Promise<Sent> {
  jsonOnly(request)
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
  return c.body(answer.json, 200, { 'Content-Type': 'application/json' })
}
