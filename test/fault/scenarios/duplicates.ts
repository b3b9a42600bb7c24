// Clients that send events twice, at once and later, through both ports, while the writer is killed again and again:
// each event is in the ledger once, and every answer named the same seq.
import { setTimeout as sleep } from 'node:timers/promises'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { deliveries } from '../../support/recording/deliveries.ts'
import { deliver } from '../../support/recording/retrying-clients.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, type Run, runScenario } from './scenario.ts'

export type DuplicatesPlan = {
  deliveries: number
  /** Of the deliveries, those that repeat an event. */
  repeats: number
  connections: number
  kills: number
  seed: number
}

/** The longest that a kill comes after the answer that set it off: anywhere in the next commits. */
const KILL_WITHIN_MS = 60
/** A writer comes back within seconds; more than minutes on a machine that has other things to do is for ever. */
const BACK_MS = 300_000

export const duplicates = (folder: string, plan: DuplicatesPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, async ({ product, recorder }) => {
    const random = mulberry32(plan.seed)
    const urls = Array.from({ length: plan.connections }, (_, n) =>
      n % 2 === 0 ? product.url : product.writerUrl(),
    )
    const began = performance.now()
    const delivered = deliver(deliveries(plan.deliveries, plan.repeats, plan.seed), {
      urls,
      recorder,
      random,
    })
    await Promise.all([delivered, killAgainAndAgain({ product, recorder }, plan, random, progress)])
    const seconds = Math.round((performance.now() - began) / 1_000)
    return { figures: { kills: plan.kills, seconds }, faults: [] }
  })

/** Each kill in a part of the run of its own, or the last ones would find it over. */
async function killAgainAndAgain(
  { product, recorder }: Pick<Run, 'product' | 'recorder'>,
  { deliveries, kills, connections }: DuplicatesPlan,
  random: () => number,
  progress: Progress,
): Promise<void> {
  const part = deliveries / (kills + 1)
  for (let kill = 0; kill < kills; kill += 1) {
    const at = Math.floor((kill + random()) * part)
    await waitFor(`answer ${at}`, () => recorder.stored() >= at, BACK_MS)
    const writer = await waitFor('a writer', () => product.children('writer')[0], BACK_MS)
    await sleep(random() * KILL_WITHIN_MS)
    process.kill(writer, 'SIGKILL')
    const after = recorder.stored()
    progress(`kill ${kill + 1} of ${kills} after ${after} answers`)
    await waitFor('the writer to be back', () => recorder.stored() > after + connections, BACK_MS)
  }
}
