// Everything at once: events one by one and in batches, readers of all kinds, crowds of rude clients, and processes that are
// killed, paused and slowed down; then a calm time, in which memory must stay flat. Nothing acknowledged is lost or doubled,
// and no report goes unanswered or back.
import { setTimeout as sleep } from 'node:timers/promises'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { type Child, startBuilt } from '../../bench/child.ts'
import { median } from '../../bench/statistics.ts'
import { built } from '../../support/built.ts'
import { keepBatching } from '../../support/recording/batch-clients.ts'
import { growthOf, mostMegabytes, watchLives } from '../../support/recording/lives.ts'
import { inWords } from '../../support/recording/memory.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { canTrace } from '../../support/recording/strace.ts'
import { waitFor } from '../../support/wait-for.ts'
import { CROWDS, type Crowd } from './crowds.ts'
import { drawDisturbances } from './disturbance-plan.ts'
import { disturb } from './disturbing.ts'
import { storing } from './killing.ts'
import { startReadership } from './readership.ts'
import { type Outcome, type Progress, type Run, runScenario } from './scenario.ts'

export type EverythingPlan = {
  /** Events that are there before: so many that the writer remembers as much as it ever may. */
  history: number
  clients: number
  batchClients: number
  readers: number
  /** At least so many disturbances, and at least for so long; the longest pause before one. */
  disturbances: number
  disturbedSeconds: number
  mostAfterMs: number
  /** Longest pause between two rounds of a crowd. */
  mostCrowdPauseMs: number
  /** Of the calm time at the end. */
  calmSeconds: number
  /** What the server may take beyond what the README says to close a connection. */
  slackMs: number
  slowExportSeconds: number
  /** How much more memory a process may have at the end of the calm time; null when that is too short to tell. */
  mostRatio: number | null
  seed: number
}

/** Where the numbers of the events of batches, and of crowds, begin. */
const BATCHES_FROM = 1_000_000_000
const CROWDS_FROM = 2_000_000_000
const HISTORY_FROM = 3_000_000_000
/** A batch of the history has so many rows at most, and that many are posted at once. */
const HISTORY = { mostRows: 5_000, connections: 2 }
const HISTORY_MS = 600_000
const REPORT_INSTANCES = '2'

export async function everything(folder: string, plan: EverythingPlan, progress: Progress): Promise<Outcome> {
  const bystander = startBuilt(await built('test/fault/scenarios/bystander.ts'))
  try {
    return await runScenario(folder, (run) => act(run, plan, { bystander, folder }, progress), {
      REPORT_INSTANCES,
    })
  } finally {
    await bystander.stop()
  }
}

async function act(
  run: Run,
  plan: EverythingPlan,
  beside: { bystander: Child; folder: string },
  progress: Progress,
): Promise<Outcome> {
  const { recorder, product } = run
  const random = mulberry32(plan.seed)
  const through = (count: number) =>
    Array.from({ length: count }, (_, n) => (n % 4 === 3 ? product.writerUrl() : product.url))
  await storeHistory(run, plan.history, random)
  progress(`a history of ${recorder.stored()} events`)
  const load = [
    keepDelivering(0, { urls: through(plan.clients), recorder, random, pauseMs: 50 }),
    keepBatching(BATCHES_FROM, {
      ...{ urls: through(plan.batchClients), recorder, random },
      ...{ mostRows: 300, pauseMs: 1_000 },
    }),
  ]
  await storing(run, plan.clients)
  let reportKills = 0
  let next = CROWDS_FROM
  const kills = () => reportKills
  const readership = startReadership({ url: product.url, kills, ...plan })
  const lives = watchLives(run.product)
  let over = false
  const crowds = Promise.all(
    Object.entries(CROWDS).map(([name, round], index) =>
      keepComing(name, round, {
        ...{ run, reportKills: kills, slackMs: plan.slackMs, ...beside },
        random: mulberry32(plan.seed + 1 + index),
        take: (count) => {
          next += count
          return next - count
        },
        over: () => over,
        mostPauseMs: plan.mostCrowdPauseMs,
      }),
    ),
  )
  crowds.catch(() => {}) // whoever waits for them is told
  const slowDisks = await canTrace()
  const disturbing = {
    run,
    canSlowDisk: slowDisks,
    reportKilled: () => {
      reportKills += 1
    },
  }
  const met: Record<string, number> = {}
  const backMs: number[] = []
  const until = performance.now() + plan.disturbedSeconds * 1_000
  let count = 0
  for (const drawn of drawDisturbances(plan.seed, plan.mostAfterMs)) {
    if (count >= plan.disturbances && performance.now() > until) break
    const took = await disturb(disturbing, drawn)
    if (took !== null) backMs.push(took)
    met[drawn.kind] = (met[drawn.kind] ?? 0) + 1
    count += 1
    progress(`${count}: ${drawn.kind}; ${recorder.stored()} answers`)
  }
  over = true
  const rounds = await crowds
  progress(`calm for ${plan.calmSeconds} s`)
  const disturbed = lives.stop()
  const watched = watchLives(run.product)
  await sleep(plan.calmSeconds * 1_000)
  const grown = watched.stop().map((life, n) => ({ name: `${life.kind} ${n}`, flat: growthOf(life) }))
  await Promise.all(load.map((one) => one.stop()))
  const read = await readership.stop()
  return {
    figures: {
      ...met,
      ...(slowDisks ? {} : { 'slow disk': 'skipped: strace is not here, or may not trace' }),
      ...Object.fromEntries(rounds.map(({ name, count: times }) => [`rounds of ${name}`, times])),
      ...read.figures,
      'writer back, median ms': Math.round(median(backMs)),
      'writer back, max ms': Math.round(Math.max(0, ...backMs)),
      ...mostMegabytes(disturbed),
      ...Object.fromEntries(grown.map(({ name, flat }) => [`${name}, calm, MB`, inWords(flat)])),
    },
    faults: [
      ...read.faults,
      ...rounds.flatMap(({ faults }) => faults),
      ...grown
        .filter(({ flat }) => plan.mostRatio !== null && !(flat.ratio <= plan.mostRatio))
        .map(({ name, flat }) => `${name} grew, in MB: ${inWords(flat)}`),
    ],
  }
}

async function storeHistory({ product, recorder }: Run, events: number, random: () => number): Promise<void> {
  const urls = Array.from({ length: HISTORY.connections }, () => product.writerUrl())
  const { mostRows } = HISTORY
  const batches = keepBatching(HISTORY_FROM, { urls, recorder, random, mostRows, pauseMs: 0 })
  await waitFor('the history', () => recorder.stored() >= events, HISTORY_MS)
  await batches.stop()
}

type Coming = Crowd & { over: () => boolean; mostPauseMs: number }

/** Lets a crowd come round after round, once at least. */
async function keepComing(name: string, round: (crowd: Crowd) => Promise<string[]>, crowd: Coming) {
  const faults = new Set<string>()
  let count = 0
  do {
    for (const fault of await round(crowd)) faults.add(fault)
    count += 1
    if (!crowd.over()) await sleep(crowd.random() * crowd.mostPauseMs)
  } while (!crowd.over())
  return { name, count, faults: [...faults] }
}
