// Runs the product under a steady load with an observer and readers, each in a process of its own.
import { join } from 'node:path'
import { request } from 'undici'
import { type Product, startProduct } from '../../support/product.ts'
import { startChild } from '../child.ts'
import { factsOf, type PublishedFacts, readPublished } from '../history/published.ts'
import { type Memory, memoryOf } from '../process-memory.ts'
import type { ReadOrder, ReadResult } from '../readers.ts'
import { percentile } from '../statistics.ts'
import type { Observed, Sight } from './observer.ts'
import type { PostResult } from './poster.ts'

export type Load = { perSecond: number; seconds: number; readers: number }
/** One look at the product during the run. */
type Look = { second: number; segments: number; coarse: number; writer: Memory; report: Memory }
export type FreshnessResults = {
  posts: Omit<PostResult, 'samples'>
  /** From the acknowledgement to an answer of the report process that holds the event. */
  visible: { samples: number; p50Ms: number; p95Ms: number; p99Ms: number; maxMs: number }
  /** Longest time between two snapshots that were seen. */
  longestGapMs: number
  snapshots: number
  reads: Pick<ReadResult, 'answers' | 'p50Ms' | 'p95Ms'>
  failed: number
  failures: string[]
  backwards: number
  /** Acknowledged events that the writer does not hold, or that the reports did not reach. */
  missing: number
  published: PublishedFacts
  looks: Look[]
}

const LOOKS = 12
/** What the readers go round, and how long they look at an answer. */
const PATHS = [
  ...['/reports', '/analytics/summary', '/analytics/latency', '/analytics/policies', '/analytics/timeseries'],
  ...['/events/recent', '/events/stats', '/analytics/summary?bucket=on', '/events/recent?policy=TONE-BLAME'],
]
const PAUSE_MS = 250

export async function runFreshness(
  folder: string,
  load: Load,
  progress: (line: string) => void,
): Promise<FreshnessResults> {
  const product = await startProduct({ ROLE: 'all', DATA_DIR: folder })
  const before = (await health(product)).seq
  const children = {
    poster: startChild(new URL('./poster.ts', import.meta.url)),
    observer: startChild(new URL('./observer.ts', import.meta.url)),
    readers: startChild(new URL('../readers.ts', import.meta.url)),
  }
  const looks: Look[] = []
  try {
    // Something to read before the readers come.
    await request(`${product.url}/events/coach`, { method: 'POST', ...FIRST })
    await request(`${product.url}/events/recent`, { headers: { 'x-min-seq': String(before + 1) } })
    const observed = children.observer.ask({ url: product.url }) as Promise<Observed>
    const order: ReadOrder = { url: product.url, readers: load.readers, paths: PATHS, pauseMs: PAUSE_MS }
    const reads = children.readers.ask(order) as Promise<ReadResult>
    let second = 0
    const everySeconds = Math.max(1, Math.round(load.seconds / LOOKS))
    const looking = setInterval(async () => {
      second += everySeconds
      const look = await lookAt(product, folder, second).catch(() => null)
      if (look === null) return
      looks.push(look)
      progress(
        `${second} s: ${look.segments} segments, writer ${Math.round(look.writer.nowMb)} MB, report ${Math.round(look.report.nowMb)} MB`,
      )
    }, everySeconds * 1000)
    const { samples, ...posts } = (await children.poster.ask({
      url: product.writerUrl(),
      ...load,
    })) as PostResult
    clearInterval(looking)
    const { seq } = await health(product)
    const last = await request(`${product.url}/events/recent?limit=1`, {
      headers: { 'x-min-seq': String(seq) },
    })
    const reached = Number(last.headers['x-as-of-seq'] ?? 0)
    for (const child of [children.observer, children.readers]) child.tell({ stop: true })
    const [{ sights, ...watched }, { failures, backwards, ...read }] = await Promise.all([observed, reads])
    const lags = lagsOf(samples, sights)
    return {
      posts,
      visible: {
        samples: lags.length,
        p50Ms: percentile(lags, 0.5),
        p95Ms: percentile(lags, 0.95),
        p99Ms: percentile(lags, 0.99),
        maxMs: lags.reduce((most, lag) => Math.max(most, lag), 0),
      },
      longestGapMs: sights
        .slice(1)
        .reduce((most, { at }, index) => Math.max(most, at - (sights[index] as Sight).at), 0),
      snapshots: sights.length,
      reads: read,
      failed: watched.failed + failures.length,
      failures: [...new Set(failures)].slice(0, 5),
      backwards: watched.backwards + backwards,
      missing: Math.max(before + 1 + posts.acknowledged - seq, seq - reached),
      published: factsOf(await readPublished(join(folder, 'published'))),
      looks,
    }
  } finally {
    await Promise.all(Object.values(children).map((child) => child.stop()))
    await product.stop()
    if (product.errors() !== '') progress(product.errors())
  }
}

const FIRST = {
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    event: 'offered',
    session_id: 'first',
    agent_draft: 'The first one.',
    latency_ms: 1,
  }),
}

async function health(product: Product): Promise<{ seq: number }> {
  const { body } = await request(`${product.writerUrl()}/health`)
  return (await body.json()) as { seq: number }
}

async function lookAt(product: Product, folder: string, second: number): Promise<Look> {
  const { segments, coarse } = await readPublished(join(folder, 'published'))
  const memory = (kind: 'writer' | 'report') => memoryOf(product.children(kind)[0] as number)
  return {
    second,
    segments: segments.length,
    coarse: coarse.length,
    writer: memory('writer'),
    report: memory('report'),
  }
}

/** From each sample to the first sight that holds it; one that was seen before its acknowledgement arrived took 0. */
function lagsOf(samples: readonly Sight[], sights: readonly Sight[]): number[] {
  const bySeq = [...samples].sort((a, b) => a.seq - b.seq)
  let next = 0
  return bySeq.flatMap(({ seq, at }) => {
    while (next < sights.length && (sights[next] as Sight).seq < seq) next += 1
    const seen = sights[next]
    return seen === undefined ? [] : [Math.max(0, seen.at - at)]
  })
}
