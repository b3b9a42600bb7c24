// The product inside the test's process: the real writer over a real file, the real report group beside it.
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createApp } from '../../functions/app.ts'
import type { Coach } from '../../functions/coach/suggest.ts'
import { diskSpace } from '../../functions/disk-space.ts'
import type { Edge } from '../../functions/edge/entrance.ts'
import { listen } from '../../functions/local/http-server.ts'
import { monotonic } from '../../functions/monotonic.ts'
import type { ExportBounds } from '../../functions/report/export/bounds.ts'
import { FigureCache } from '../../functions/report/figure-cache.ts'
import { SnapshotReader } from '../../functions/report/snapshot/reader.ts'
import { startWriter, type WriterOptions } from '../../functions/write/service.ts'
import { WriterLink } from '../../functions/writer-link.ts'
import { coachOf } from './coach.ts'
import { testFolder } from './folder.ts'
import { once } from './once.ts'
import { shippedPolicies } from './policies.ts'
import { waitFor } from './wait-for.ts'

export const silent = pino({ level: 'silent' })

const LOOPBACK = '127.0.0.1'

/** A loopback server without keys. */
export const withoutKeys: Edge = { keys: [], origins: [], clock: Date.now }

export type Sent = Record<string, unknown>

/** A valid event; `changes` replaces fields. */
export const event = (changes: Sent = {}): Sent => ({
  event: 'offered',
  session_id: 'session-1',
  agent_draft: 'We guarantee 20% returns with no risk.',
  policy_refs: ['ADV-6.2'],
  latency_ms: 320,
  ...changes,
})

export const postTo = (
  app: { request: (path: string, init: RequestInit) => Response | Promise<Response> },
  body: unknown,
  headers: Record<string, string> = {},
) =>
  app.request('/events/coach', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  })

/** Where a product in a folder keeps what it stores. */
export const paths = (folder: string) => ({
  ledgerFile: join(folder, 'qa_runs.duckdb'),
  publishedDir: join(folder, 'published'),
})

/** A writer that whoever opens it has to stop. */
export const openWriter = (folder: string, options: Partial<WriterOptions> = {}) =>
  startWriter({
    ...paths(folder),
    publishIntervalMs: 5,
    clock: Date.now,
    log: silent,
    edge: withoutKeys,
    policies: shippedPolicies,
    redact: true,
    onLost: (error) => {
      throw error
    },
    ...options,
  })

/** A writer of the test's own; closed at the end unless the test stopped it. */
export async function writerIn(folder: string, options: Partial<WriterOptions> = {}) {
  const writer = await openWriter(folder, options)
  const stop = once(() => writer.stop())
  onTestFinished(stop)
  return { ...writer, stop }
}

/** A writer on a port of its own, for its own commands and for report instances; whoever starts it has to stop it. */
export async function serveWriter(folder: string, options: Partial<WriterOptions> = {}, port = 0) {
  const writer = await openWriter(folder, options)
  const server = await listen(writer.app.fetch, { host: LOOPBACK, port, log: silent })
  writer.announce(server.url)
  const stop = once(async () => {
    writer.endLongWork()
    await server.drain()
    await writer.stop()
  })
  return { ...writer, url: server.url, stop }
}

/** What a test may have otherwise than the product has it. */
type Bounds = Partial<
  Pick<
    Parameters<typeof createApp>[0],
    'maxGroupedUnasked' | 'policyFile' | 'diskSpace' | 'metrics' | 'observer'
  >
> & {
  coach?: Coach
  decideWithinMs?: number
  /** Milliseconds of the clock by which what lasts is measured. */
  elapsed?: () => number
}

/** A report group that whoever opens it has to close. @see reportsIn */
export async function openReports(
  folder: string,
  writerUrl: string | 'none' = 'none',
  exportBounds: Partial<ExportBounds> = {},
  edge: Edge = withoutKeys,
  clock: () => number = Date.now,
  { coach = coachOf(), elapsed = monotonic, ...bounds }: Bounds = {},
) {
  const reader = await SnapshotReader.open(paths(folder).publishedDir, silent)
  const stopping = new AbortController()
  const writer = new WriterLink({ url: writerUrl, clock, elapsed, keys: edge.keys })
  const app = createApp({
    reader,
    cache: new FigureCache(),
    writer,
    timeZone: 'UTC',
    clock,
    log: silent,
    diskSpace: () => diskSpace(folder),
    metrics: async () => [],
    stopping: stopping.signal,
    exportBounds,
    edge,
    coach,
    policyFile: { current: shippedPolicies() },
    ...bounds,
  })
  const json = async (path: string, headers: Record<string, string> = {}) =>
    (await app.request(path, { headers })).json() as Promise<
      Record<string, unknown> & { as_of: { seq: number } }
    >
  const stop = () => stopping.abort()
  async function close() {
    stop()
    await writer.close()
    reader.close()
  }
  return { app, reader, writer, json, stop, close }
}

/** The report group over a published folder; `writerUrl` 'none' for reports only. */
export async function reportsIn(...args: Parameters<typeof openReports>) {
  const reports = await openReports(...args)
  onTestFinished(reports.close)
  return reports
}

/** Writer on a port, report group in front of it, in a folder of their own. */
export async function productIn(
  folder = testFolder(),
  options: Partial<WriterOptions> = {},
  bounds: Bounds = {},
) {
  const writer = await serveWriter(folder, options)
  onTestFinished(writer.stop)
  const reports = await reportsIn(folder, writer.url, {}, options.edge, Date.now, bounds)
  await waitFor('the writer to be seen', () => reports.writer.status.state === 'up')
  /** Posts through the public app, one after the other. */
  const post = async (...bodies: Sent[]) => {
    const answers = []
    for (const body of bodies)
      answers.push((await (await postTo(reports.app, body)).json()) as { seq: number; event_id: string })
    return answers
  }
  return { ...reports, folder, writer, post, stopWriter: writer.stop, ...paths(folder) }
}
