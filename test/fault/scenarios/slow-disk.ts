// A disk that takes seconds for every flush: the writer says that it lives, what does not fit into its queues is refused,
// and nothing that was acknowledged is lost.
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { startReader } from '../../support/clients.ts'
import { flatness, watchMemory } from '../../support/recording/memory.ts'
import { deliver, keepDelivering } from '../../support/recording/retrying-clients.ts'
import { slowDisk } from '../../support/recording/slow-disk.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, runScenario, slowFaults } from './scenario.ts'

export type SlowDiskPlan = {
  flushMs: number
  /** In each, as many events are stored as there are connections: a commit or two. */
  rounds: number
  connections: number
  /** Connections with bodies of `bodyBytes`: together more than a report instance holds for the writer. */
  largeConnections: number
  bodyBytes: number
  /** The longest that the writer may take to say how it is. */
  mostMs: number
  seed: number
}

/** Where the numbers of the large events begin. */
const LARGE_FROM = 1_000_000_000
/** Between an answer of the writer and the next question to it. */
const PROBE_MS = 50
const PAGES = ['/reports', '/analytics/summary']

export const slowDiskUnderLoad = (folder: string, plan: SlowDiskPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, async ({ product, recorder }) => {
    const random = mulberry32(plan.seed)
    const urls = Array.from({ length: plan.connections }, (_, n) =>
      n % 2 === 0 ? product.url : product.writerUrl(),
    )
    const clients = keepDelivering(0, { urls, recorder, random })
    await waitFor('a load', () => recorder.stored() > plan.connections)
    const readers = PAGES.map((path) => startReader(product.url, path))
    const memory = watchMemory(product)
    const slow = await slowDisk(product.children('writer')[0] as number, plan.flushMs)
    const probes = ['/health', '/livez'].map((path) => startProbe(product.writerUrl() + path))
    const large = deliver(
      Array.from({ length: plan.largeConnections }, (_, n) => LARGE_FROM + n),
      {
        ...{ recorder, random, bodyBytes: plan.bodyBytes },
        urls: Array.from({ length: plan.largeConnections }, () => product.url),
      },
    )
    try {
      await waitFor('the queue to be full', () => recorder.answers['429 queue-full'], 30_000)
      for (let round = 1; round <= plan.rounds; round += 1) {
        const before = recorder.stored()
        await waitFor('events to be stored', () => recorder.stored() >= before + plan.connections, 30_000)
        progress(`round ${round} of ${plan.rounds}`)
      }
    } finally {
      await slow.end()
    }
    const said = await Promise.all(probes.map((probe) => probe.stop()))
    await Promise.all([large, clients.stop()])
    await Promise.all(readers.map((reader) => reader.stop()))
    const grown = Object.entries(memory.stop()).map(([name, samples]) => [name, flatness(samples)] as const)
    return {
      figures: {
        ...{ rounds: plan.rounds, pages: readers.reduce((sum, reader) => sum + reader.answers(), 0) },
        'slowest /health, ms': Math.round(said[0]?.slowestMs ?? 0),
        'slowest /livez, ms': Math.round(said[1]?.slowestMs ?? 0),
        'slowest event, ms': Math.round(recorder.slowestMs['200'] ?? 0),
        ...Object.fromEntries(
          grown.map(([name, { firstMb, lastMb }]) => [`${name}, MB`, `${firstMb} to ${lastMb}`]),
        ),
      },
      faults: [
        ...said.flatMap(({ failures }) => failures),
        ...said.flatMap(({ url, slowestMs }) => slowFaults(url, slowestMs, plan.mostMs)),
        ...readers.flatMap(({ failures }, index) => failures.map((failure) => `${PAGES[index]}: ${failure}`)),
      ],
    }
  })

/** Asks an address again and again; every answer that is not 200 is a failure. */
function startProbe(url: string) {
  const failures: string[] = []
  let slowestMs = 0
  let running = true
  const probing = (async () => {
    while (running) {
      const began = performance.now()
      const { statusCode, body } = await request(url)
      await body.dump()
      slowestMs = Math.max(slowestMs, performance.now() - began)
      if (statusCode !== 200) failures.push(`${url}: status ${statusCode}`)
      await sleep(PROBE_MS)
    }
  })()
  return {
    async stop() {
      running = false
      await probing
      return { url: new URL(url).pathname, failures, slowestMs }
    },
  }
}
