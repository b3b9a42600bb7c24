// The writer's route with another way of storing behind it: the same server, body reading and validation.
// It must never do more or less than the writer's own route before an event is stored and after.
import { Hono } from 'hono'
import { entrance } from '../../../../functions/edge/entrance.ts'
import { type Event, MAX_EVENT_BYTES } from '../../../../functions/event.ts'
import { type Env, onError, readJson, requestId } from '../../../../functions/http.ts'
import { listen } from '../../../../functions/local/http-server.ts'
import { createLog } from '../../../../functions/log.ts'
import { readEvent } from '../../../../functions/plain-event.ts'
import { Problem } from '../../../../functions/problem.ts'

type Receipt = { event_id: string; seq: number }
export type Store = {
  /** Resolves once the event is as safe as the store makes it. */
  store: (event: Event) => Promise<Receipt>
  /** How many events it holds, counted anew; null when it holds none by design. */
  held: () => Promise<number | null>
  /** The program and its version; empty when there is none but this one. */
  about: string
  close: () => Promise<void>
}

/** What the process says when it serves, and its answer to any message: how many events it holds. */
export type Serving = { port: number; about: string }
export type Held = { held: number | null }

/** Serves on a free port, tells it to the parent process, and ends with that. */
export async function servePeer({ store, held, about, close }: Store): Promise<void> {
  const log = createLog('bench')
  const app = new Hono<Env>()
  app.use(requestId)
  app.onError(onError(log))
  for (const step of entrance({ keys: [], origins: [], clock: Date.now })) app.use('/events/*', step)
  app.post('/events/coach', async (c) => {
    const parsed = readEvent(await readJson(c.req.raw, MAX_EVENT_BYTES))
    if (!parsed.success) throw new Problem('invalid-event')
    return c.json({ ok: true, ...(await store(parsed.data)) })
  })
  const { port } = await listen(app.fetch, { host: '127.0.0.1', port: 0, log })
  process.on('message', async () => void process.send?.({ held: await held() } satisfies Held))
  process.on('disconnect', () => void close().finally(() => process.exit(0)))
  process.send?.({ port, about } satisfies Serving)
}
