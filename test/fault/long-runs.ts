// The long runs by their names: each scenario with a plan for as many minutes as are given.
import { join } from 'node:path'
import { ROOT } from '../../functions/build/bundle.ts'
import { canLoopDisk } from '../support/disk/loop-disk.ts'
import { canCutPower } from '../support/disk/power-cut.ts'
import { canLimitMemory } from '../support/recording/little-memory.ts'
import { canTrace } from '../support/recording/strace.ts'
import { killedAtEveryCall } from './scenarios/calls.ts'
import { diskFull, MOMENTS, type Round } from './scenarios/disk-full.ts'
import { duplicates } from './scenarios/duplicates.ts'
import { everything } from './scenarios/everything.ts'
import { IO_FAULTS, ioErrors, NO_MEMORY } from './scenarios/io-errors.ts'
import { killedInCheckpoints } from './scenarios/killed-checkpoint.ts'
import { kills } from './scenarios/kills.ts'
import { mutated } from './scenarios/mutated.ts'
import { overload } from './scenarios/overload.ts'
import { pausedWriter } from './scenarios/paused-writer.ts'
import { powerCut } from './scenarios/power-cut.ts'
import { rudeClients } from './scenarios/rude-clients.ts'
import type { Outcome, Progress } from './scenarios/scenario.ts'
import { slowDiskUnderLoad } from './scenarios/slow-disk.ts'
import { killedAtEveryStep } from './scenarios/steps.ts'
import { runTests } from './scenarios/vitest-run.ts'

/** `minutes`: as many as the run takes by itself unless given. */
export type LongRun = (
  folder: string,
  options: { minutes: number | undefined; seed: number },
  progress: Progress,
) => Promise<Outcome>

/** Deliveries and kills of a minute here; a minute more or less on another machine changes nothing of what is proven. */
const DELIVERIES = 200_000
const KILLS = 10

/** Power cuts of a minute here. */
const CUTS = 10
/** Each of them kills about seventy processes. */
const STEP_ROUNDS = 0.4
/** Kill cycles of a minute here, of any process. */
const CYCLES = 20

/** Of an overload, the part in which the writer fills what it remembers (200,000 offers and more): 4 of 10 minutes. */
const WARM_UP = 0.4

/** Full at each moment in turn, now to the last byte and now with something left. */
const fullRounds = (count: number): Round[] => {
  const all = Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]
  const quick = all.filter((moment) => moment !== 'checkpoint') // for which 130,000 events must be stored
  const moments = [...quick, ...quick, ...all]
  return Array.from({ length: count }, (_, n) => ({
    moment: moments[n % moments.length] as keyof typeof MOMENTS,
    leaves: n % 4 === 3 ? 64 : 0,
  }))
}
/** So long all calls of a small writer take, one kill each, on an idle machine; in less, every so manieth is taken. */
const CALLS_MINUTES = 20
const CHECKPOINTS_MINUTES = 20

const NO_STRACE: Outcome = { figures: { skipped: 'strace is not here, or may not trace' }, faults: [] }
/** Of everything at once, the part in which nothing befalls the processes: their memory must stay flat then. */
const CALM = 0.4
/** The writer remembers as much as it may from half a million events on. */
const HISTORY = 600_000
/** A run of fewer minutes is over before V8 has collected often enough to tell growth from what it has left to do. */
const FLAT_FROM_MINUTES = 10

/** What runs when no other is named. */
export const EVERYTHING = 'everything'

export const LONG_RUNS: Record<string, LongRun> = {
  [EVERYTHING]: (folder, { minutes = 30, seed }, progress) =>
    everything(
      folder,
      {
        ...{ clients: 24, batchClients: 2, readers: 6, slowExportSeconds: 120 },
        ...{ disturbances: 5, mostAfterMs: 10_000, mostCrowdPauseMs: 20_000, slackMs: 15_000 },
        ...{ disturbedSeconds: minutes * 60 * (1 - CALM), calmSeconds: minutes * 60 * CALM },
        ...{ history: HISTORY, mostRatio: minutes >= FLAT_FROM_MINUTES ? 1.2 : null },
        seed,
      },
      progress,
    ),
  'disk-full': async (folder, { minutes = 4, seed }, progress) =>
    (await canLoopDisk())
      ? diskFull(
          folder,
          {
            ...{ connections: 64, rounds: fullRounds(Math.max(1, Math.round(minutes * 5))) },
            ...{ storedWithinMs: 5_000, publishedWithinMs: 10_000, seed },
          },
          progress,
        )
      : { figures: { skipped: 'no disk can be mounted here' }, faults: [] },
  duplicates: (folder, { minutes = 1, seed }, progress) =>
    duplicates(
      folder,
      {
        ...{ repeats: 0.2, connections: 64, seed },
        deliveries: Math.round(DELIVERIES * minutes),
        kills: Math.max(1, Math.round(KILLS * minutes)),
      },
      progress,
    ),
  kills: (folder, { minutes = 10, seed }, progress) =>
    kills(
      folder,
      {
        ...{ mostAfterMs: 2_000, clients: 8, batchClients: 2, readers: 4, medianMs: 2_000, seed },
        cycles: Math.max(1, Math.round(CYCLES * minutes)),
      },
      progress,
    ),
  mutations: (folder, _, progress) => mutated(folder, progress),
  tables: async (folder) => {
    const report = join(folder, 'report.json')
    const { passed, failures } = await runTests({
      ...{ root: ROOT, report, projects: ['fault-in-full'], files: [] },
    })
    return { figures: { passed }, faults: failures }
  },
  overload: (folder, { minutes = 10 }, progress) =>
    overload(
      folder,
      {
        ...{ capacitySeconds: 10, capacityConnections: 256, times: 2, connections: 1_000, mostRatio: 1.2 },
        seconds: minutes * 60,
        warmUpSeconds: Math.round(minutes * 60 * WARM_UP),
      },
      progress,
    ),
  'paused-writer': (folder, { minutes = 2, seed }, progress) =>
    pausedWriter(
      folder,
      {
        connections: 256,
        pauses: Math.max(1, Math.round(minutes * 2)),
        pauseMs: 25_000,
        mostMs: 6_000,
        seed,
      },
      progress,
    ),
  'power-cut': async (folder, { minutes = 5, seed }, progress) =>
    (await canCutPower())
      ? powerCut(
          folder,
          {
            ...{ connections: 64, cuts: Math.max(1, Math.round(minutes * CUTS)) },
            ...{ lifeMs: 3_000, settings: {}, seed },
          },
          progress,
        )
      : { figures: { skipped: 'no disk can be mounted and shut down here' }, faults: [] },
  'slow-disk': async (folder, { minutes = 2, seed }, progress) =>
    (await canTrace())
      ? slowDiskUnderLoad(
          folder,
          {
            ...{ flushMs: 2_000, rounds: Math.max(1, Math.round(minutes * 25)), connections: 256 },
            ...{ largeConnections: 140, bodyBytes: 520_000, mostMs: 1_500, seed },
          },
          progress,
        )
      : NO_STRACE,
  'rude-clients': (folder, { minutes = 2, seed }, progress) =>
    rudeClients(
      folder,
      {
        ...{ slowClients: 100, waves: Math.max(1, Math.round(minutes * 3)), goneClients: 100 },
        ...{ slackMs: 3_000, mostMb: 50, seed },
      },
      progress,
    ),
  steps: (folder, { minutes = 25, seed }, progress) =>
    killedAtEveryStep(
      folder,
      { rounds: Math.max(1, Math.round(minutes * STEP_ROUNDS)), importedRows: 260_000, seed },
      progress,
    ),
  calls: async (folder, { minutes = CALLS_MINUTES, seed }, progress) => {
    if (!(await canTrace())) return NO_STRACE
    const every = Math.max(1, Math.round(CALLS_MINUTES / minutes))
    return killedAtEveryCall(folder, { every, first: 1 + (seed % every) }, progress)
  },
  checkpoints: async (folder, { minutes = CHECKPOINTS_MINUTES, seed }, progress) => {
    if (!(await canTrace())) return NO_STRACE
    const every = Math.max(1, Math.round(CHECKPOINTS_MINUTES / minutes))
    return killedInCheckpoints(folder, { every, first: 1 + (seed % every) }, progress)
  },
  'io-errors': async (folder, { minutes = 5, seed }, progress) =>
    (await canTrace())
      ? ioErrors(
          folder,
          {
            ...{ faults: [...IO_FAULTS, ...(canLimitMemory() ? [NO_MEMORY] : [])] },
            rounds: Math.max(1, Math.round(minutes * 2)),
            ...{ connections: 64, mostMs: 5_000, seed },
          },
          progress,
        )
      : NO_STRACE,
}
