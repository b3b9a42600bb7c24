// The load generator: a process of its own that keeps a number of connections busy with single POSTs.
// It must never share a process with what it measures, and never send an event twice.
import { Client } from 'undici'
import { draftBody, lineBody } from '../coach/drafts.ts'
import { percentile } from '../statistics.ts'
import { eventBody } from './events.ts'

/** What is posted: where, and the nth body. */
const POSTED = {
  events: { path: '/events/coach', body: eventBody },
  drafts: { path: '/coach/suggest', body: draftBody },
  lines: { path: '/coach/suggest', body: lineBody },
} as const

/** Answers count towards the figures only in the `measureMs` after the first `rampMs`. Events are posted unless said otherwise. */
export type LoadOrder = {
  url: string
  connections: number
  rampMs: number
  measureMs: number
  posted?: keyof typeof POSTED
}
export type LoadResult = {
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Of the whole load, ramp and end included: answers with status 200; other answers, and requests that got none. */
  acknowledged: number
  refused: number
  /** This process's own share of one processor: near 1, it measures itself. */
  generatorBusy: number
}

let sent = 0

/** One POST; resolves with the status once the whole answer is there, with 0 when the connection broke before. */
const post = (client: Client, { path, body }: (typeof POSTED)[keyof typeof POSTED]) =>
  new Promise<number>((resolve) => {
    let status = 0
    const request = {
      method: 'POST' as const,
      path,
      headers: { 'content-type': 'application/json' },
      body: body(sent++),
    }
    client.dispatch(request, {
      onRequestStart() {}, // its presence tells undici which kind of handler this is
      onResponseStart(_controller, statusCode) {
        status = statusCode
      },
      onResponseEnd: () => resolve(status),
      onResponseError: () => resolve(0),
    })
  })

async function load({
  url,
  connections,
  rampMs,
  measureMs,
  posted = 'events',
}: LoadOrder): Promise<LoadResult> {
  const from = performance.now() + rampMs
  const until = from + measureMs
  const latencies: number[] = []
  let acknowledged = 0
  let refused = 0
  const keepBusy = async () => {
    const client = new Client(url)
    for (let began = performance.now(); began < until; ) {
      const status = await post(client, POSTED[posted])
      if (status === 200) acknowledged += 1
      else refused += 1
      const now = performance.now()
      if (now >= from && now < until) latencies.push(now - began)
      began = now
    }
    await client.close()
  }
  const [began, processor] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: connections }, keepBusy))
  const { user, system } = process.cpuUsage(processor)
  return {
    perSecond: latencies.length / (measureMs / 1000),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    acknowledged,
    refused,
    generatorBusy: (user + system) / 1000 / (performance.now() - began),
  }
}

process.on('message', async (order: LoadOrder) => {
  process.send?.(await load(order))
})
process.on('disconnect', () => process.exit(0))
