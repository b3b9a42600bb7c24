// A process of readers that go from page to page, as people and dashboards do while events arrive.
// It must never count an answer that is not whole: not 200, or a page with a block that failed.
import { setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { askerOf } from './ask.ts'
import { percentile } from './statistics.ts'

/** @property pauseMs between an answer and the next question; 0 for none */
export type ReadOrder = { url: string; readers: number; paths: readonly string[]; pauseMs: number }
export type ReadResult = {
  answers: number
  perSecond: number
  failures: string[]
  backwards: number
  p50Ms: number
  p95Ms: number
}

/** What a block of a page says when its figures could not be computed (views/block.tsx). */
const FAILED_BLOCK = 'class="failure"'
/** Failures that are told word by word. */
const MAX_TOLD = 1_000

// Readers are other machines: they must never take the processor from the product they look at.
setPriority(19)

let running = true

async function read({ url, readers, paths, pauseMs }: ReadOrder): Promise<ReadResult> {
  running = true
  const [failures, latencies]: [string[], number[]] = [[], []]
  let backwards = 0
  const began = performance.now()
  const reader = async (first: number) => {
    const asker = askerOf(url)
    let highest = 0
    for (let n = first; running; n += 1) {
      const path = paths[n % paths.length] as string
      try {
        const { ms, asOfSeq, text } = await asker.ask(path)
        if (text.includes(FAILED_BLOCK)) throw new Error(`${path} has a block that failed`)
        latencies.push(ms)
        // The page does not say its number in a header.
        if (asOfSeq < highest) backwards += 1
        if (asOfSeq > highest) highest = asOfSeq
      } catch (error) {
        if (failures.length < MAX_TOLD) failures.push((error as Error).message)
      }
      if (pauseMs > 0) await sleep(pauseMs)
    }
    await asker.close()
  }
  await Promise.all(Array.from({ length: readers }, (_, index) => reader(index)))
  return {
    ...{ answers: latencies.length, failures, backwards },
    perSecond: latencies.length / ((performance.now() - began) / 1_000),
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
  }
}

process.on('message', async (order: ReadOrder | { stop: true }) => {
  if ('stop' in order) running = false
  else process.send?.(await read(order))
})
process.on('disconnect', () => process.exit(0))
