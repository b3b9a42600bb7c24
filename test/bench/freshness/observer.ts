// A process that notes when the reports reach which event: it asks for a page that needs no query, again and again.
import { setTimeout as sleep } from 'node:timers/promises'
import { askerOf } from '../ask.ts'
import { sharedNow } from './clock.ts'

export type Sight = { seq: number; at: number }
export type Observed = { sights: Sight[]; asked: number; failed: number; backwards: number }

/** Events before the first one: none, but the answer says of which snapshot. */
const CHEAP = '/events/recent?limit=1&before=1'
const PAUSE_MS = 3

let running = true

async function observe(url: string): Promise<Observed> {
  const asker = askerOf(url)
  const observed: Observed = { sights: [], asked: 0, failed: 0, backwards: 0 }
  let highest = -1
  while (running) {
    try {
      const { asOfSeq } = await asker.ask(CHEAP)
      if (asOfSeq < highest) observed.backwards += 1
      if (asOfSeq > highest) observed.sights.push({ seq: asOfSeq, at: sharedNow() })
      highest = Math.max(highest, asOfSeq)
    } catch {
      observed.failed += 1
    }
    observed.asked += 1
    await sleep(PAUSE_MS)
  }
  await asker.close()
  return observed
}

process.on('message', async (order: { url: string } | { stop: true }) => {
  if ('stop' in order) running = false
  else process.send?.(await observe(order.url))
})
process.on('disconnect', () => process.exit(0))
