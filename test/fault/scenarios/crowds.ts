// Crowds that come to a product while other things befall it, a round at a time: clients that say nothing, slow and vanishing
// ones, a storm of repeats, and another process at the ledger's file. Each is told what is wrong with how it was met.
import { join } from 'node:path'
import type { Child } from '../../bench/child.ts'
import { deliver } from '../../support/recording/retrying-clients.ts'
import type { Bystanding } from './bystander.ts'
import type { Run } from './scenario.ts'
import { slowFaults } from './scenario.ts'
import { beSlow, goAway, recordSlow, sentWhole } from './slow-clients.ts'
import { SLOW_KINDS, type SlowKind } from './slow-kinds.ts'

export type Crowd = {
  run: Run
  random: () => number
  /** Numbers of events that nobody else has: the next so many. */
  take: (count: number) => number
  /** How many report instances were killed so far: their clients are cut off. */
  reportKills: () => number
  /** What the server may take beyond what the README says to close a connection. */
  slackMs: number
  bystander: Child
  folder: string
}

/** Most that one round has of each kind. */
const MOST = { silent: 400, slow: 8, gone: 60, storm: 50 }
/** Of a storm: events, and how often each is sent at once. */
const STORM_EVENTS = 20
/** A client whose event waits for a writer that is away is answered only so much later. */
const STORING_MS = 15_000

async function slowOnes(crowd: Crowd, kinds: readonly SlowKind[], each: number): Promise<string[]> {
  const { run, take, slackMs, reportKills } = crowd
  const first = take(kinds.length * each)
  const faults = await Promise.all(
    kinds.flatMap((kind, index) =>
      Array.from({ length: each }, async (_, n) => {
        const client = { kind, url: run.product.url, n: first + index * each + n }
        const before = reportKills()
        const end = await beSlow(client)
        recordSlow(client, end, run.recorder)
        const status = end.statuses.at(-1) ?? null
        const expected = kind.stores ? status !== null : status === kind.status
        return [
          ...(expected || reportKills() > before
            ? []
            : [`a client that ${kind.name} was told ${end.statuses}`]),
          ...slowFaults(
            `closing a client that ${kind.name}`,
            end.ms,
            kind.closedMs + slackMs + (kind.stores ? STORING_MS : 0),
          ),
        ]
      }),
    ),
  )
  return faults.flat()
}

/** Names of a round and what it does. @returns a sentence for each thing that was wrong */
export const CROWDS: Readonly<Record<string, (crowd: Crowd) => Promise<string[]>>> = {
  /** Hundreds that connect and say nothing. */
  'silent clients': (crowd) =>
    slowOnes(crowd, SLOW_KINDS.slice(0, 1), Math.ceil((0.5 + crowd.random() / 2) * MOST.silent)),

  async 'rude clients'(crowd) {
    const { run, random, take } = crowd
    const gone = Math.ceil(random() * MOST.gone)
    const first = take(gone)
    const [faults] = await Promise.all([
      slowOnes(crowd, SLOW_KINDS, Math.ceil(random() * MOST.slow)),
      ...Array.from({ length: gone }, (_, n) => goAway(run.product.url, first + n, run.recorder)),
    ])
    return faults
  },

  /** Clients that drop their connection after sending, and then all send the same again, several at once. */
  async 'retry storm'({ run, random, take }) {
    const { recorder } = run
    const first = 4 * Math.ceil(take(4 * STORM_EVENTS + 4) / 4)
    const events = Array.from({ length: STORM_EVENTS }, (_, n) => first + (n % 2) + 4 * Math.floor(n / 2))
    const urls = Array.from({ length: MOST.storm }, (_, n) =>
      n % 2 === 0 ? run.product.url : run.product.writerUrl(),
    )
    // None of them waits for its answer.
    await Promise.all(
      urls.map(
        (url, n) => goAway(url, events[n % events.length] as number, recorder).catch(() => {}), // nobody is there
      ),
    )
    const repeats = urls.map((_, n) => events[n % events.length] as number)
    await deliver(repeats, { urls: urls.toReversed(), recorder, random })
    return events.every(sentWhole) ? [] : ['a storm of events that were not sent whole']
  },

  /** It must be refused by name of the writer that holds the file, and must not disturb that one. */
  async bystanders({ run, bystander, folder }) {
    const writer = () => run.product.children('writer')[0]
    const before = writer()
    if (before === undefined || !(await serves(run.product.writerUrl()))) return [] // nobody holds it, or is just starting
    const { opened, said } = (await bystander.ask({
      ledgerFile: join(folder, 'qa_runs.duckdb'),
    })) as Bystanding
    if (writer() !== before) return [] // nobody held it for all of that time
    if (opened) return ['another process could open the ledger beside its writer']
    return said.includes(`(PID ${before})`) ? [] : [`another process was refused the ledger with: ${said}`]
  },
}

/** Whether a writer answers there that it runs. */
const serves = (url: string): Promise<boolean> =>
  fetch(`${url}/livez`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
