// A writer that is stopped for some seconds under load, and goes on: callers are answered soon, pages all along, and
// nothing that was acknowledged is lost.
import { setTimeout as sleep } from 'node:timers/promises'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { startReader } from '../../support/clients.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, runScenario, slowFaults } from './scenario.ts'

export type PausedWriterPlan = {
  connections: number
  pauses: number
  /** How long a pause is at least; it ends only after every connection was answered. */
  pauseMs: number
  /** The longest that a caller may wait while the writer is paused. */
  mostMs: number
  seed: number
}

/** An incident is a line or two for each message that got no answer, not one for each of its events. */
const MOST_LOG_LINES = 20
const PAGES = ['/reports', '/analytics/summary', '/events/recent']
const PAUSED = ['503 writer-unavailable', '503 outcome-unknown']

export const pausedWriter = (folder: string, plan: PausedWriterPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, async ({ product, recorder }) => {
    const { answers, slowestMs, stored } = recorder
    const refused = () => PAUSED.reduce((sum, as) => sum + (answers[as] ?? 0), 0)
    const urls = Array.from({ length: plan.connections }, () => product.url)
    const clients = keepDelivering(0, { urls, recorder, random: mulberry32(plan.seed) })
    await waitFor('a load', () => stored() > plan.connections)
    const readers = PAGES.map((path) => startReader(product.url, path))
    for (let pause = 1; pause <= plan.pauses; pause += 1) {
      const [writer, before] = [product.children('writer')[0] as number, refused()]
      process.kill(writer, 'SIGSTOP')
      try {
        await sleep(plan.pauseMs)
        await waitFor('every connection to be answered', () => refused() >= before + plan.connections)
      } finally {
        process.kill(writer, 'SIGCONT')
      }
      const after = stored()
      await waitFor('events to be stored again', () => stored() > after + plan.connections)
      progress(`pause ${pause} of ${plan.pauses}: ${refused() - before} answers meanwhile`)
    }
    await clients.stop()
    await Promise.all(readers.map((reader) => reader.stop()))
    const lines = product.errors().split('\n').length - 1
    return {
      figures: {
        ...{ pauses: plan.pauses, 'log lines': lines },
        pages: readers.reduce((sum, reader) => sum + reader.answers(), 0),
        'slowest refusal, ms': Math.round(Math.max(...PAUSED.map((as) => slowestMs[as] ?? 0))),
      },
      faults: [
        ...(lines <= MOST_LOG_LINES * plan.pauses ? [] : [`the log has ${lines} lines`]),
        ...PAUSED.flatMap((as) => slowFaults(`an answer ${as}`, slowestMs[as] ?? 0, plan.mostMs)),
        ...readers.flatMap(({ failures }, index) => failures.map((failure) => `${PAGES[index]}: ${failure}`)),
      ],
    }
  })
