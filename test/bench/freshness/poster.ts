// A process that posts events at a steady rate, whether or not the answers keep up, over connections that are kept.
// It must never have more requests under way than it says, and never count an event that was not acknowledged.
import { Pool } from 'undici'
import { eventBody } from '../ingest/events.ts'
import { percentile } from '../statistics.ts'
import { sharedNow } from './clock.ts'

export type PostOrder = { url: string; perSecond: number; seconds: number }
export type PostResult = {
  acknowledged: number
  refused: number
  /** Events that were due while too many requests were under way: never sent. */
  skipped: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Some of the events: number, and when its acknowledgement came (shared clock). */
  samples: { seq: number; at: number }[]
  /** This process's share of one processor. */
  busy: number
}

/** More than a group commit under load holds at 5,000 a second, or the connections would set the rate. */
const CONNECTIONS = 512
const TICK_MS = 4
/** Requests under way or waiting for a connection: half a second's worth at 5,000 a second. */
const MAX_UNDER_WAY = 2_500
/** Every so many acknowledgements one is followed until it is visible. */
const SAMPLE_EVERY = 10

async function post({ url, perSecond, seconds }: PostOrder): Promise<PostResult> {
  const pool = new Pool(url, {
    connections: CONNECTIONS,
    keepAliveTimeout: 3_000,
    keepAliveMaxTimeout: 3_000,
  })
  const result: PostResult = {
    ...{ acknowledged: 0, refused: 0, skipped: 0, perSecond: 0, p50Ms: 0, p99Ms: 0, samples: [], busy: 0 },
  }
  const latencies: number[] = []
  const [began, processor] = [sharedNow(), process.cpuUsage()]
  let [sent, underWay] = [0, 0]
  const one = async (n: number) => {
    underWay += 1
    const from = sharedNow()
    try {
      const headers = { 'content-type': 'application/json' }
      const answer = await pool.request({
        path: '/events/coach',
        method: 'POST',
        headers,
        body: eventBody(n),
      })
      const { seq } = (await answer.body.json()) as { seq: number }
      const at = sharedNow()
      if (answer.statusCode !== 200) result.refused += 1
      else {
        result.acknowledged += 1
        if (result.acknowledged % SAMPLE_EVERY !== 0) return
        result.samples.push({ seq, at })
        latencies.push(at - from)
      }
    } catch {
      result.refused += 1
    } finally {
      underWay -= 1
    }
  }
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = sharedNow() - began
      const due = Math.floor((Math.min(elapsed, seconds * 1000) * perSecond) / 1000)
      for (; sent < due; sent += 1)
        if (underWay < MAX_UNDER_WAY) void one(sent)
        else result.skipped += 1
      if (elapsed < seconds * 1000 || underWay > 0) return
      clearInterval(timer)
      resolve()
    }, TICK_MS)
  })
  const ms = sharedNow() - began
  const { user, system } = process.cpuUsage(processor)
  await pool.close()
  return {
    ...result,
    perSecond: result.acknowledged / (ms / 1000),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    busy: (user + system) / 1000 / ms,
  }
}

process.on('message', async (order: PostOrder) => {
  process.send?.(await post(order))
})
process.on('disconnect', () => process.exit(0))
