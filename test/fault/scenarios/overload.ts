// More events than the product can take, for as long as the plan says: what is accepted is stored, what is refused
// is told when to come back, and no process grows.
import { startBuilt } from '../../bench/child.ts'
import { built } from '../../support/built.ts'
import { type Flatness, flatness, watchMemory } from '../../support/recording/memory.ts'
import type { LoadOrder, LoadResult } from './open-loop.ts'
import { answerFaults, type Outcome, type Progress, runScenario } from './scenario.ts'

export type OverloadPlan = {
  /** For measuring what it can take, before: at least 2. */
  capacitySeconds: number
  capacityConnections: number
  /** So many times as many events are offered. */
  times: number
  seconds: number
  connections: number
  /** Seconds at the beginning in which memory may still grow: until the writer remembers as much as it may. */
  warmUpSeconds: number
  /** How much more memory the last third may take than the first one did; null when the run is too short to tell. */
  mostRatio: number | null
}

/** Of what it could take before; the generator and the neighbours of a machine want their share of it too. */
const LEAST_SHARE = 0.25
/** What an overloaded product may say. */
const SAYS = /^(200|429 |503 )/

export const overload = (folder: string, plan: OverloadPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, async ({ product }) => {
    const generator = startBuilt(await built('test/fault/scenarios/open-loop.ts'))
    const load = (order: Omit<LoadOrder, 'url' | 'folder'>) =>
      generator.ask({ url: product.url, folder, ...order }) as Promise<LoadResult>
    try {
      const measured = await load({
        ...{ name: 'capacity', first: 0, perSecond: null },
        seconds: plan.capacitySeconds,
        connections: plan.capacityConnections,
      })
      const capacity = measured.bestSecond
      progress(`capacity ${capacity} events/s`)
      const memory = watchMemory(product, progress)
      const result = await load({
        ...{ name: 'overload', first: measured.sent, perSecond: plan.times * capacity },
        seconds: plan.seconds,
        connections: plan.connections,
      })
      const grown = Object.entries(memory.stop()).map(
        ([name, samples]) => [name, flatness(samples.slice(plan.warmUpSeconds))] as const,
      )
      const accepted = result.answers['200'] ?? 0
      return {
        figures: {
          'capacity, events/s': capacity,
          'offered, events/s': plan.times * capacity,
          'accepted, events/s': Math.round(accepted / plan.seconds),
          ...{ sent: result.sent, 'not sent': result.notSent },
          'accepted, p50 ms': Math.round(result.accepted.p50Ms),
          'accepted, p99 ms': Math.round(result.accepted.p99Ms),
          'generator, share of a core': result.busy.toFixed(2),
          ...Object.fromEntries(grown.map(([name, flat]) => [`${name}, MB`, inWords(flat)])),
          ...result.answers,
        },
        faults: [
          ...answerFaults({ ...measured.faults, ...result.faults }),
          ...Object.keys(result.answers)
            .filter((as) => !SAYS.test(as))
            .map((as) => `${result.answers[as]} answers: ${as}`),
          ...grown
            .filter(([, { ratio }]) => plan.mostRatio !== null && !(ratio <= plan.mostRatio))
            .map(([name, flat]) => `${name} grew, in MB: ${inWords(flat)}`),
          // A product that is asked for too much must still do its work.
          ...(accepted / plan.seconds >= capacity * LEAST_SHARE
            ? []
            : [`only ${accepted} events were accepted`]),
        ],
      }
    } finally {
      await generator.stop()
    }
  })

const inWords = ({ firstMb, lastMb, ratio }: Flatness) => `${firstMb} to ${lastMb}, ${ratio.toFixed(2)} times`
