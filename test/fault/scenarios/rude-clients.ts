// Clients that are slow, idle, or gone before their answer: the server closes them when the README says, keeps nothing of
// them, and serves the others meanwhile; an event whose client went away is stored once or not at all.
import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import type { Product } from '../../support/product.ts'
import { flatness, watchMemory } from '../../support/recording/memory.ts'
import type { Recorder } from '../../support/recording/recorder.ts'
import { deliver, keepDelivering } from '../../support/recording/retrying-clients.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, runScenario, slowFaults } from './scenario.ts'
import { beSlow, goAway, recordSlow, type SlowClient, sentWhole } from './slow-clients.ts'
import { SLOW_KINDS } from './slow-kinds.ts'

export type RudeClientsPlan = {
  /** Of each kind, at each port. */
  slowClients: number
  /** Waves of slow clients, one after the other; clients that go away come as long as those last. */
  waves: number
  /** Of each kind together. */
  goneClients: number
  /** What the server may take beyond what the README says: it looks once a second. */
  slackMs: number
  /** Megabytes that a process may take more than at the first wave. */
  mostMb: number
  seed: number
}

/** Clients that behave, beside the others. */
const POLITE = 8
/** Where the numbers of the events of rude clients begin. */
const SLOW_FROM = 1_000_000_000
const GONE_FROM = 2_000_000_000
/** Between the clients that go away and the next ones. */
const GONE_EVERY_MS = 250
/** File descriptors that a process may have more than before: those of files that it happens to read. */
const SPARE_DESCRIPTORS = 20

export const rudeClients = (folder: string, plan: RudeClientsPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, async ({ product, recorder }) => {
    const urls = [product.url, product.writerUrl()]
    const random = mulberry32(plan.seed)
    const polite = keepDelivering(0, {
      urls: Array.from({ length: POLITE }, (_, n) => urls[n % urls.length] as string),
      ...{ recorder, random },
    })
    await waitFor('a load', () => recorder.stored() > POLITE)
    const before = descriptors(product)
    const memory = watchMemory(product)
    const faults: string[] = []
    let [slow, gone] = [SLOW_FROM, GONE_FROM]
    for (let wave = 1; wave <= plan.waves; wave += 1) {
      const clients = SLOW_KINDS.flatMap((kind) =>
        urls.flatMap((url) => Array.from({ length: plan.slowClients }, () => ({ kind, url, n: slow++ }))),
      )
      let over = false
      const closed = Promise.all(
        clients.map((client) => slowFaultsOf(client, plan.slackMs, recorder)),
      ).finally(() => {
        over = true
      })
      while (!over) {
        await sleep(GONE_EVERY_MS)
        await Promise.all(
          Array.from({ length: plan.goneClients }, (_, n) => goAway(urls[n % 2] as string, gone++, recorder)),
        )
      }
      faults.push(...(await closed).flat())
      progress(`wave ${wave} of ${plan.waves}: ${gone - GONE_FROM} clients went away`)
    }
    await waitFor('connections to be let go', () =>
      descriptors(product).every((count, index) => count <= (before[index] as number) + SPARE_DESCRIPTORS),
    )
    const grown = Object.entries(memory.stop()).map(([name, samples]) => [name, flatness(samples)] as const)
    // Whoever went away sends again: what was stored is known again, and what was not is new.
    const again = Array.from({ length: gone - GONE_FROM }, (_, n) => GONE_FROM + n).filter(sentWhole)
    await deliver(again, {
      urls: urls.flatMap((url) => Array.from({ length: POLITE }, () => url)),
      recorder,
      random,
    })
    await polite.stop()
    return {
      figures: {
        ...{
          waves: plan.waves,
          'slow clients': slow - SLOW_FROM,
          'clients that went away': gone - GONE_FROM,
        },
        'slowest other event, ms': Math.round(recorder.slowestMs['200'] ?? 0),
        ...Object.fromEntries(
          grown.map(([name, { firstMb, lastMb }]) => [`${name}, MB`, `${firstMb} to ${lastMb}`]),
        ),
      },
      faults: [
        ...new Set(faults),
        ...grown
          .filter(([, { firstMb, lastMb }]) => lastMb - firstMb > plan.mostMb)
          .map(([name, { firstMb, lastMb }]) => `${name} grew from ${firstMb} to ${lastMb} MB`),
      ],
    }
  })

/** What is wrong with how a client was let go; whoever was told something else than its kind says is a fault too. */
async function slowFaultsOf(client: SlowClient, slackMs: number, recorder: Recorder): Promise<string[]> {
  const { kind } = client
  const end = await beSlow(client)
  recordSlow(client, end, recorder)
  return [
    ...(end.statuses.at(-1) === kind.status ? [] : [`a client that ${kind.name} was told ${end.statuses}`]),
    ...slowFaults(`closing a client that ${kind.name}`, end.ms, kind.closedMs + slackMs),
  ]
}

/** How many files and connections each process has open. */
const descriptors = (product: Product): number[] =>
  [...product.children('writer'), ...product.children('report')].map(
    (pid) => readdirSync(`/proc/${pid}/fd`).length,
  )
