// The write group's HTTP functions. One instance runs them, beside the ledger.
// An answer that says ok must never leave before the event is on disk.
import { Hono } from 'hono'
import type { Edge } from '../edge/entrance.ts'
import { eventRoutes, postBatch } from '../handoff/routes.ts'
import { type Env, onError, onNotFound, requestId } from '../http.ts'
import { VERSION } from '../version.ts'
import { type ImportDeps, importRoute } from './import/route.ts'
import type { Reception } from './reception.ts'
import { digestRoute } from './verify/digest-route.ts'

const METHODS: Record<string, string[]> = {
  '/events/coach': ['POST'],
  '/events/coach/batch': ['POST'],
  '/events/handoff': ['POST'],
  '/health': ['GET'],
  '/import': ['POST'],
  '/verify/digests': ['POST'],
}

export type WriterDeps = ImportDeps & { edge: Edge; reception: Reception; watermark: () => number }

export function createWriterApp({ edge, watermark, reception, ...deps }: WriterDeps) {
  const { ledger, log } = deps
  const app = new Hono<Env>()
  app.use(requestId)
  app.onError(onError(log))
  app.notFound(onNotFound((path) => METHODS[path] ?? []))

  app.route('/', eventRoutes({ edge, ...reception }))
  app.post('/events/coach/batch', postBatch(reception.batch))

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
