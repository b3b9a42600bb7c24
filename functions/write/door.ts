// The writer's port, served in a thread of its own: HTTP costs as much as storing, and so has a processor for itself.
// Events go to the writer's thread in messages; everything else is passed on to its own HTTP functions unread.
import { type Context, Hono } from 'hono'
import { proxy } from 'hono/proxy'
import type { Logger } from 'pino'
import type { BatchReceipt, SentBatch } from '../batch.ts'
import { type Edge, ownNamesOnly } from '../edge/entrance.ts'
import { Batcher } from '../handoff/batcher.ts'
import { type Answer, decodeAnswers } from '../handoff/frame.ts'
import { eventRoutes } from '../handoff/routes.ts'
import { type Env, onError, requestId } from '../http.ts'
import { Problem } from '../problem.ts'
import { security } from '../security-headers.ts'

/** Events held at once, and bytes of them: what the commit queue takes, and a little for those on their way. */
const MAX_EVENTS = 24_000
const MAX_BYTES = 128 * 1024 * 1024
/** Messages under way at once: as many as there are, since each waits for its commit. */
const MAX_MESSAGES = MAX_EVENTS

export type DoorDeps = {
  edge: Edge
  /** Hands a message (handoff/frame.ts) to the writer's thread; resolves with its answers. */
  send: (message: Uint8Array<ArrayBuffer>) => Promise<string>
  /** Hands a batch to it; resolves with the answer (handoff/frame.ts). */
  sendBatch: (batch: SentBatch) => Promise<string>
  /** Base URL of the writer's own HTTP functions. */
  writerUrl: string
  log: Logger
}

export function createDoorApp({ edge, send, sendBatch, writerUrl, log }: DoorDeps) {
  const batcher = new Batcher({ send, maxMessages: MAX_MESSAGES, maxEvents: MAX_EVENTS, maxBytes: MAX_BYTES })
  const batch = async (sent: SentBatch): Promise<BatchReceipt> => {
    const [answer] = decodeAnswers(await sendBatch(sent), 1) as [Answer]
    if (!answer.ok) throw new Problem(answer.problem, answer.detail, answer.errors)
    return JSON.parse(answer.json) as BatchReceipt
  }
  /** Set part by part: a path such as //example.com, resolved against a base, would be another host's address. */
  const atWriter = (asked: string): URL => {
    const { pathname, search } = new URL(asked)
    const url = new URL(writerUrl)
    url.pathname = pathname
    url.search = search
    return url
  }
  const app = new Hono<Env>()
  app.use(requestId)
  app.use(security)
  app.onError(onError(log))
  app.route('/', eventRoutes({ edge, one: (sent) => batcher.submit(sent), several: send, batch }))
  app.use(ownNamesOnly(edge))
  app.all('*', (c: Context<Env>) => {
    return proxy(atWriter(c.req.url), { raw: c.req.raw }).catch((error) => {
      // A client that went away before the answer is no incident.
      const cause = c.req.raw.signal.aborted ? undefined : error
      throw new Problem('writer-unavailable', undefined, undefined, cause)
    })
  })
  return app
}
