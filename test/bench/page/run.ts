// Runs the plan: the page drawn anew beside one bare summary, and the page from cache beside a static one, in turns.
// It must never ask the same question twice where nothing may come from a cache.
import { join } from 'node:path'
import { startProduct } from '../../support/product.ts'
import { sampleLog } from '../../support/sample-log.ts'
import { waitFor } from '../../support/wait-for.ts'
import { askerOf } from '../ask.ts'
import { startChild } from '../child.ts'
import { drawingMs } from './drawing.ts'
import type { PageOrder, PageResult } from './load.ts'

export type Plan = {
  events: number
  days: number
  /** Questions asked of each, in turns; so many before, to warm up. */
  questions: number
  warmUp: number
  rounds: number
  connections: number
  measureMs: number
}
export type Results = {
  /** Milliseconds of each question, not from cache. */
  anew: { summary: number[]; page: number[] }
  drawingMs: number
  cached: { page: PageResult; static: PageResult }[]
}

const PAGE = '/reports'
const HOUR_MS = 3_600_000

export async function run(folder: string, plan: Plan, progress: (line: string) => void): Promise<Results> {
  const until = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
  progress(`making ${plan.events} events`)
  await sampleLog(folder, { seed: 7, events: plan.events, days: plan.days, until })
  const product = await startProduct({ DATA_DIR: folder })
  const peer = startChild(new URL('./static.ts', import.meta.url))
  const generator = startChild(new URL('./load.ts', import.meta.url))
  const asker = askerOf(product.url)
  try {
    await waitFor('all of it to be published', () =>
      asker.ask('/events/stats', { 'x-min-seq': String(plan.events) }),
    )
    const anew: Results['anew'] = { summary: [], page: [] }
    let hours = 0
    /** A period that nobody asked for yet; nearly all of the log. */
    const period = () => {
      hours += 1
      return `to=${new Date(until - hours * HOUR_MS).toISOString()}`
    }
    progress('drawn anew')
    for (let n = 0; n < plan.warmUp + plan.questions; n += 1) {
      const summary = await asker.ask(`/analytics/summary?${period()}`)
      const page = await asker.ask(`${PAGE}?${period()}`)
      if (n < plan.warmUp) continue
      anew.summary.push(summary.ms)
      anew.page.push(page.ms)
    }
    const drawing = await drawingMs(join(folder, 'published'))
    const { port } = (await peer.ask({ url: product.url, path: PAGE })) as { port: number }
    const cached: Results['cached'] = []
    for (let round = 1; round <= plan.rounds; round += 1) {
      progress(`from cache, round ${round} of ${plan.rounds}`)
      const { connections, measureMs } = plan
      const load = (url: string) => {
        const order: PageOrder = { url, path: PAGE, connections, rampMs: measureMs / 3, measureMs }
        return generator.ask(order) as Promise<PageResult>
      }
      const page = await load(product.url)
      cached.push({ page, static: await load(`http://127.0.0.1:${port}`) })
    }
    return { anew, drawingMs: drawing, cached }
  } finally {
    await Promise.all([asker.close(), peer.stop(), generator.stop(), product.stop()])
  }
}
