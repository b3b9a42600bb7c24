// The write group's HTTP functions. One instance runs them, beside the ledger.
// An answer that says ok must never leave before the event is on disk.
import { Hono } from 'hono'
import { type Edge, entrance } from '../edge/entrance.ts'
import { type Event, eventSchema, MAX_EVENT_BYTES } from '../event.ts'
import { type Env, fieldErrors, onError, onNotFound, readJson, requestId } from '../http.ts'
import { Problem } from '../problem.ts'
import { VERSION } from '../version.ts'
import { type ImportDeps, importRoute } from './import/route.ts'
import { digestRoute } from './verify/digest-route.ts'

const METHODS: Record<string, string[]> = {
  '/events/coach': ['POST'],
  '/health': ['GET'],
  '/import': ['POST'],
  '/verify/digests': ['POST'],
}

/** An event by itself may come as plain text too: that is what `navigator.sendBeacon` sends. */
const EVENT_BODY = ['application/json', 'text/plain']

export type WriterDeps = ImportDeps & { edge: Edge; watermark: () => number }

/** Bodies and headers in; a valid event, its id from the body or the Idempotency-Key. */
async function readEvent(request: Request): Promise<Event> {
  const parsed = eventSchema.safeParse(await readJson(request, MAX_EVENT_BYTES, EVENT_BODY))
  if (!parsed.success) throw new Problem('invalid-event', undefined, fieldErrors(parsed.error.issues))
  const header = request.headers.get('idempotency-key')
  if (header === null) return parsed.data
  const key = eventSchema.shape.event_id.safeParse(header.replace(/^"(.*)"$/, '$1'))
  const problem = (message: string) =>
    new Problem('invalid-parameter', message, [{ path: 'Idempotency-Key', message }])
  if (!key.success) throw problem('Idempotency-Key must be a UUID')
  if (parsed.data.event_id !== undefined && parsed.data.event_id !== key.data)
    throw problem('Idempotency-Key and event_id must be the same when both are given')
  return { ...parsed.data, event_id: key.data }
}

export function createWriterApp({ edge, watermark, ...deps }: WriterDeps) {
  const { queue, ledger, log } = deps
  const app = new Hono<Env>()
  app.use(requestId)
  app.onError(onError(log))
  app.notFound(onNotFound((path) => METHODS[path] ?? []))

  for (const step of entrance(edge)) app.use('/events/*', step)

  app.post('/events/coach', async (c) => {
    const { duplicate, ...receipt } = await queue.submit(await readEvent(c.req.raw))
    return c.json({ ok: true, ...receipt, ...(duplicate ? { duplicate } : {}) })
  })

  app.route('/', digestRoute(ledger))
  app.route('/', importRoute(deps))

  app.get('/health', async (c) => {
    const document = { version: VERSION, seq: ledger.lastSeq, published_seq: watermark() }
    try {
      await ledger.check()
      return c.json({ status: 'healthy', ...document })
    } catch (error) {
      log.error({ err: error }, 'the health check of the ledger failed')
      return c.json({ status: 'unhealthy', ...document }, 503)
    }
  })
  return app
}
