// What one publication costs on top of a history: a real writer over its ledger, small batches, a report process.

import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { MANIFEST_FILE } from '../../../functions/published/manifest.ts'
import { startProduct } from '../../support/product.ts'
import { paths } from '../history/prepare.ts'
import { eventBody } from '../ingest/events.ts'
import { type Memory, memoryOf } from '../process-memory.ts'
import { percentile } from '../statistics.ts'
import type { RunningReports } from './reports.ts'

const BATCH_EVENTS = 50
/** Longer than PUBLISH_INTERVAL_MS, so that each batch is a publication of its own. */
const PAUSE_MS = 250

type Spread = { p50Ms: number; p95Ms: number }
export type Publication = {
  events: number
  /** From the command to the first request that could be served. */
  startMs: number
  /** One event on one connection, its id given by the writer, and chosen by the client (looked for in the whole ledger). */
  post: Spread
  postOwnId: Spread
  /** From the last acknowledgement of a batch: to the manifest that lists it, and to the report process's answer. */
  published: Spread
  visible: Spread
  /** The first summary of a new snapshot. */
  freshSummary: Spread
  writer: Memory
}

const spread = (ms: readonly number[]): Spread => ({
  p50Ms: percentile(ms, 0.5),
  p95Ms: percentile(ms, 0.95),
})

export async function timePublication(
  { history, asker }: RunningReports,
  batches: number,
): Promise<Publication> {
  const { published } = paths(history.folder)
  const began = performance.now()
  const product = await startProduct({ ROLE: 'write', DATA_DIR: history.folder })
  const startMs = performance.now() - began
  const pool = new Pool(product.writerUrl(), { connections: BATCH_EVENTS, keepAliveTimeout: 3_000 })
  let sent = 0
  const post = async (extra: object = {}): Promise<{ seq: number; ms: number }> => {
    const from = performance.now()
    const answer = await pool.request({
      path: '/events/coach',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...JSON.parse(eventBody(sent++)), ...extra }),
    })
    const { seq } = (await answer.body.json()) as { seq: number }
    if (answer.statusCode !== 200) throw new Error(`a POST was answered ${answer.statusCode}`)
    return { seq, ms: performance.now() - from }
  }
  const manifestReaches = async (seq: number) => {
    while (JSON.parse(await readFile(join(published, MANIFEST_FILE), 'utf8')).watermark < seq) await sleep(2)
  }
  try {
    const times = { post: [], postOwnId: [], published: [], visible: [], freshSummary: [] } as Record<
      string,
      number[]
    >
    for (let n = 0; n < batches; n += 1) {
      const seqs = await Promise.all(Array.from({ length: BATCH_EVENTS }, () => post()))
      const seq = Math.max(...seqs.map((one) => one.seq))
      const acknowledged = performance.now()
      const since = () => performance.now() - acknowledged
      await Promise.all([
        manifestReaches(seq).then(() => times.published?.push(since())),
        asker
          .ask('/events/recent?limit=1', { 'x-min-seq': String(seq) })
          .then(() => times.visible?.push(since())),
      ])
      times.freshSummary?.push((await asker.ask('/analytics/summary')).ms)
      times.post?.push((await post()).ms)
      times.postOwnId?.push((await post({ event_id: randomUUID() })).ms)
      await sleep(PAUSE_MS)
    }
    const [pid] = product.children('writer')
    return {
      events: history.events,
      startMs,
      post: spread(times.post as number[]),
      postOwnId: spread(times.postOwnId as number[]),
      published: spread(times.published as number[]),
      visible: spread(times.visible as number[]),
      freshSummary: spread(times.freshSummary as number[]),
      writer: memoryOf(pid as number),
    }
  } finally {
    await pool.close()
    await product.stop()
  }
}
