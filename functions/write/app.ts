// The write group's HTTP functions. One instance runs them, beside the ledger.
// An answer that says ok must never leave before the event is on disk.
import { Hono } from 'hono'
import { type Edge, ownNamesOnly } from '../edge/entrance.ts'
import { eventRoutes } from '../handoff/routes.ts'
import { type Env, onError, onNotFound, requestId } from '../http.ts'
import { security } from '../security-headers.ts'
import { VERSION } from '../version.ts'
import { type ImportDeps, importRoute } from './import/route.ts'
import { ledgerHealth } from './ledger-health.ts'
import type { Reception } from './reception.ts'
import { digestRoute } from './verify/digest-route.ts'

const METHODS: Record<string, string[]> = {
  '/events/coach': ['POST'],
  '/events/coach/batch': ['POST'],
  '/events/handoff': ['POST'],
  '/health': ['GET'],
  '/import': ['POST'],
  '/livez': ['GET'],
  '/verify/digests': ['POST'],
}

export type WriterDeps = ImportDeps & { edge: Edge; reception: Reception; watermark: () => number }

export function createWriterApp({ edge, watermark, reception, ...deps }: WriterDeps) {
  const { ledger, log } = deps
  const app = new Hono<Env>()
  app.use(requestId)
  app.use(security)
  app.onError(onError(log))
  app.notFound(onNotFound((path) => METHODS[path] ?? []))

  app.route('/', eventRoutes({ edge, ...reception }))

  app.use(ownNamesOnly(edge))
  app.route('/', digestRoute(ledger))
  app.route('/', importRoute(deps))

  const askLedger = ledgerHealth(ledger)
  app.get('/health', async (c) => {
    const { healthy, waitingMs, error } = await askLedger()
    if (error !== undefined) log.error({ err: error }, 'the health check of the ledger failed')
    return c.json(
      {
        status: healthy ? 'healthy' : 'unhealthy',
        version: VERSION,
        ...{ seq: ledger.lastSeq, published_seq: watermark(), ledger_waiting_ms: waitingMs },
      },
      healthy ? 200 : 503,
    )
  })
  /** Whether this thread runs; asks nothing else. */
  app.get('/livez', (c) => c.json({ status: 'alive', version: VERSION }))
  return app
}
