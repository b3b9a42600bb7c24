// A process of readers that go from page to page, as people and dashboards do while events arrive.
import { setTimeout as sleep } from 'node:timers/promises'
import { askerOf } from '../ask.ts'
import { percentile } from '../statistics.ts'

export type ReadOrder = { url: string; readers: number }
export type ReadResult = {
  answers: number
  failures: string[]
  backwards: number
  p50Ms: number
  p95Ms: number
}

const PATHS = [
  ...['/reports', '/analytics/summary', '/analytics/latency', '/analytics/policies', '/analytics/timeseries'],
  ...['/events/recent', '/events/stats', '/analytics/summary?bucket=on', '/events/recent?policy=TONE-BLAME'],
]
/** Between an answer and the next question. */
const PAUSE_MS = 250
/** Failures that are told word by word. */
const MAX_TOLD = 1_000

let running = true

async function read({ url, readers }: ReadOrder): Promise<ReadResult> {
  const result: ReadResult = { answers: 0, failures: [], backwards: 0, p50Ms: 0, p95Ms: 0 }
  const latencies: number[] = []
  const reader = async (first: number) => {
    const asker = askerOf(url)
    let highest = 0
    for (let n = first; running; n += 1) {
      try {
        const { ms, asOfSeq } = await asker.ask(PATHS[n % PATHS.length] as string)
        latencies.push(ms)
        result.answers += 1
        // The page does not say its number in a header.
        if (asOfSeq < highest) result.backwards += 1
        if (asOfSeq > highest) highest = asOfSeq
      } catch (error) {
        if (result.failures.length < MAX_TOLD) result.failures.push((error as Error).message)
      }
      await sleep(PAUSE_MS)
    }
    await asker.close()
  }
  await Promise.all(Array.from({ length: readers }, (_, index) => reader(index)))
  return { ...result, p50Ms: percentile(latencies, 0.5), p95Ms: percentile(latencies, 0.95) }
}

process.on('message', async (order: ReadOrder | { stop: true }) => {
  if ('stop' in order) running = false
  else process.send?.(await read(order))
})
process.on('disconnect', () => process.exit(0))
