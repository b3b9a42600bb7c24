// The contents page: every URL of the public port, and which group answers it.
// The write group has an app of its own (write/app.ts) on its own port; here events are only handed on.
import { Hono } from 'hono'
import { inlinedAssets, loadAssets } from './assets.ts'
import { coachRoutes } from './coach/routes.ts'
import type { Coach } from './coach/suggest.ts'
import { type DeskDeps, desk } from './desk/routes.tsx'
import { type Edge, entrance } from './edge/entrance.ts'
import { gzipPages } from './gzipped.ts'
import { postBatch, postEvent } from './handoff/routes.ts'
import { type Env, onError, onNotFound, requestId } from './http.ts'
import { measured } from './measured.ts'
import type { Metrics } from './metrics/exposition.ts'
import { problemAnswer } from './problem-answer.tsx'
import { reference } from './reference/routes.tsx'
import type { ReportDeps } from './report/deps.ts'
import { eventPages } from './report/events/routes.tsx'
import { exports } from './report/export/routes.ts'
import { reportFile } from './report/file/routes.ts'
import { health } from './report/health.ts'
import { jsonReports } from './report/json.ts'
import { live } from './report/live.ts'
import { metrics } from './report/metrics.ts'
import { unobserved } from './report/observer.ts'
import { pages } from './report/pages.tsx'
import { ready } from './report/ready.ts'
import { security } from './security-headers.ts'

/** Every URL, its method, and the group that answers it. The README's table is compared with this one. */
export const ROUTES = [
  { method: 'GET', path: '/', group: 'report' },
  { method: 'GET', path: '/reports', group: 'report' },
  { method: 'GET', path: '/reports/stream', group: 'report' },
  { method: 'GET', path: '/reports.html', group: 'report' },
  { method: 'GET', path: '/events', group: 'report' },
  { method: 'GET', path: '/events/stream', group: 'report' },
  { method: 'GET', path: '/events/session', group: 'report' },
  { method: 'GET', path: '/events/:seq', group: 'report' },
  { method: 'GET', path: '/live', group: 'report' },
  { method: 'POST', path: '/live', group: 'report' },
  { method: 'GET', path: '/events/recent', group: 'report' },
  { method: 'GET', path: '/events/stats', group: 'report' },
  { method: 'GET', path: '/analytics/summary', group: 'report' },
  { method: 'GET', path: '/analytics/latency', group: 'report' },
  { method: 'GET', path: '/analytics/policies', group: 'report' },
  { method: 'GET', path: '/analytics/timeseries', group: 'report' },
  { method: 'GET', path: '/analytics/experiment', group: 'report' },
  { method: 'GET', path: '/analytics/decisions', group: 'report' },
  { method: 'GET', path: '/analytics/examples', group: 'report' },
  { method: 'GET', path: '/export/events.csv', group: 'report' },
  { method: 'GET', path: '/export/events.ndjson', group: 'report' },
  { method: 'GET', path: '/export/events.parquet', group: 'report' },
  { method: 'GET', path: '/health', group: 'report' },
  { method: 'GET', path: '/livez', group: 'report' },
  { method: 'GET', path: '/readyz', group: 'report' },
  { method: 'GET', path: '/metrics', group: 'report' },
  { method: 'GET', path: '/docs', group: 'report' },
  { method: 'GET', path: '/openapi.json', group: 'report' },
  { method: 'GET', path: '/problems', group: 'report' },
  { method: 'GET', path: '/problems/:slug', group: 'report' },
  { method: 'GET', path: '/robots.txt', group: 'report' },
  { method: 'POST', path: '/events/coach', group: 'write' },
  { method: 'POST', path: '/events/coach/batch', group: 'write' },
  { method: 'POST', path: '/coach/suggest', group: 'coach' },
  { method: 'GET', path: '/providers/status', group: 'coach' },
] as const

type AppDeps = Omit<ReportDeps, 'assets'> &
  Pick<DeskDeps, 'policyFile' | 'decideWithinMs'> & {
    edge: Edge
    coach: Coach
    /** What each process of this machine measured. */
    metrics: () => Promise<Metrics[]>
  }

export function createApp({ edge, coach, decideWithinMs, metrics: gathered, ...deps }: AppDeps) {
  const { urls, routes: assets } = loadAssets()
  const report: ReportDeps = { ...deps, assets: urls }
  const drawn = problemAnswer(urls)
  const answer: typeof drawn = (c, problem) => {
    deps.observer?.refused(problem.slug)
    return drawn(c, problem)
  }
  const app = new Hono<Env>()
  app.onError(onError(deps.log, answer))
  app.notFound(onNotFound(methodsOf, answer))
  const { observer = unobserved } = deps
  app.get('*', measured(routeOf, observer.answered))
  app.use(requestId)
  app.use(security)
  app.get('*', gzipPages)
  app.post('/live', gzipPages)
  for (const step of entrance(edge)) app.use(step)
  app.post('/events/coach', postEvent(deps.writer.submit))
  app.post('/events/coach/batch', postBatch(deps.writer.submitBatch))
  app.route('/', coachRoutes(coach))
  app.route('/', pages(report))
  app.route('/', reportFile(report, inlinedAssets()))
  app.route('/', eventPages(report))
  app.route('/', live(report))
  app.route('/', desk({ ...report, policyFile: deps.policyFile, coach, decideWithinMs }))
  app.route('/', jsonReports(report))
  app.route('/', exports(report))
  app.route('/', health(report))
  app.route('/', ready(report))
  app.route('/', metrics(gathered))
  app.route('/', reference(urls))
  app.route('/', assets)
  return app
}

/** Those without a parameter are found without looking at the others. */
const PLAIN = new Set<string>(ROUTES.map(({ path }) => path))
const routeOf = (path: string): string =>
  PLAIN.has(path) ? path : (ROUTES.find((route) => isAt(route.path, path))?.path ?? 'other')

const methodsOf = (path: string): string[] =>
  ROUTES.filter((route) => isAt(route.path, path)).flatMap(({ method }) =>
    method === 'GET' ? ['GET', 'HEAD'] : [method],
  )

function isAt(route: string, path: string): boolean {
  const given = path.split('/')
  const parts = route.split('/')
  return (
    parts.length === given.length &&
    parts.every((part, n) => (part.startsWith(':') ? fits(part, given[n] as string) : part === given[n]))
  )
}

/** `/events/coach` is no event's address: a seq is a number. */
const fits = (parameter: string, value: string) => parameter !== ':seq' || /^[1-9][0-9]*$/.test(value)
