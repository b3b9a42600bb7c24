// A disk whose calls fail under a load, and a writer that ends in the middle of its work: it says so, acknowledges nothing
// from then on, and its successor has everything that was acknowledged.
import { join } from 'node:path'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { littleMemory } from '../../support/recording/little-memory.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { type Injection, trace } from '../../support/recording/strace.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, type Run, runScenario, slowFaults } from './scenario.ts'

export type IoErrorsPlan = {
  faults: readonly Fault[]
  rounds: number
  connections: number
  /** The longest that a writer may take to be back: to acknowledge events again. */
  mostMs: number
  seed: number
}

const SAYS_LOST = 'the ledger is lost to this process; it stops, a new one will replay'
const RESTARTED = 'the writer stopped; it is started again'

/** What goes on until it is ended. */
type Ongoing = { end(): Promise<void> }

type Fault = {
  name: string
  /** Befalls the writer of the product in the folder. */
  begin: (writer: number, folder: string) => Promise<Ongoing>
  /** What the log says of it; null when the writer goes on as if nothing were. */
  says: readonly string[] | null
  /** What is acknowledged is not what fails. */
  later?: true
}

/** @param of whose calls fail, in the product's folder; unless given, those of all files */
const calls =
  (injections: readonly Injection[], of: readonly string[] = []): Fault['begin'] =>
  (writer, folder) =>
    trace(
      writer,
      injections,
      of.map((file) => join(folder, file)),
    )

const LOST = [SAYS_LOST, RESTARTED]
/** More files than a journal ever has: whichever it writes to. */
const JOURNAL = Array.from({ length: 64 }, (_, n) => `qa_runs.duckdb.journal/${n}.events`)
const WAL = ['qa_runs.duckdb.wal']
/** Bytes: less than what a writer under a load asks for in a moment. */
const LITTLE_MEMORY = 4 * 1024 * 1024

export const IO_FAULTS: readonly Fault[] = [
  {
    name: 'no flush of the journal succeeds',
    begin: calls([{ calls: 'fdatasync', does: 'error=EIO' }]),
    says: LOST,
  },
  {
    name: 'no write of the journal succeeds',
    begin: calls([{ calls: 'pwrite64', does: 'error=EIO' }], JOURNAL),
    says: LOST,
  },
  {
    name: 'writes of the journal write nothing',
    begin: calls([{ calls: 'pwrite64', does: 'retval=0' }], JOURNAL),
    says: LOST,
  },
  {
    name: 'every other write and flush of the journal is interrupted',
    begin: calls(
      [
        { calls: 'pwrite64', does: 'error=EINTR', when: '1+2' },
        { calls: 'fdatasync', does: 'error=EINTR', when: '1+2' },
      ],
      JOURNAL,
    ),
    says: null,
  },
  {
    name: 'no flush of the table succeeds',
    begin: calls([{ calls: 'fsync', does: 'error=EIO' }], WAL),
    says: LOST,
    later: true,
  },
  {
    name: 'no write of the table succeeds',
    begin: calls([{ calls: 'write', does: 'error=EIO' }], WAL),
    says: LOST,
    later: true,
  },
  {
    name: 'the disk is full at a flush of the table, which cannot be cut back',
    begin: calls(
      [
        { calls: 'fsync', does: 'error=ENOSPC' },
        { calls: 'ftruncate', does: 'error=EIO' },
      ],
      WAL,
    ),
    says: ['Could not truncate file', RESTARTED], // DuckDB ends the process
    later: true,
  },
  {
    name: 'the process aborts',
    async begin(writer) {
      process.kill(writer, 'SIGABRT')
      return { end: async () => {} }
    },
    says: ['"signal":"SIGABRT"', RESTARTED],
  },
]

/** Where the machine can do it (recording/little-memory.ts). */
export const NO_MEMORY: Fault = {
  name: 'there is no more memory',
  begin: async (writer) => littleMemory(writer, LITTLE_MEMORY),
  says: ['"signal":"SIGKILL"', RESTARTED],
  later: true,
}

export const ioErrors = (folder: string, plan: IoErrorsPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, async (run) => {
    const { product, recorder } = run
    const urls = Array.from({ length: plan.connections }, () => product.url)
    const clients = keepDelivering(0, { urls, recorder, random: mulberry32(plan.seed) })
    const faults: string[] = []
    let slowestMs = 0
    for (let round = 1; round <= plan.rounds; round += 1)
      for (const fault of plan.faults) {
        const before = recorder.stored()
        await waitFor('a load', () => recorder.stored() > before + plan.connections)
        const { wrong, backMs } = await happens(run, folder, fault, plan)
        slowestMs = Math.max(slowestMs, backMs)
        faults.push(
          ...[...wrong, ...slowFaults('to be back', backMs, plan.mostMs)].map(
            (said) => `${fault.name}: ${said}`,
          ),
        )
        progress(`round ${round} of ${plan.rounds}: ${fault.name}, back after ${Math.round(backMs)} ms`)
      }
    await clients.stop()
    return { figures: { rounds: plan.rounds, 'slowest to be back, ms': Math.round(slowestMs) }, faults }
  })

/** @returns what was wrong, and how long it took from the writer's end until events were acknowledged again */
async function happens(
  { product, recorder }: Run,
  folder: string,
  { begin, says, later }: Fault,
  { connections, mostMs }: IoErrorsPlan,
): Promise<{ wrong: string[]; backMs: number }> {
  const writer = await waitFor('a writer', () => product.children('writer')[0])
  const logged = product.errors().length
  const patienceMs = Math.max(mostMs, 60_000)
  const ongoing = await begin(writer, folder)
  const inFlight = recorder.stored()
  if (says === null) {
    const stored = () => recorder.stored() > inFlight + 4 * connections
    await waitFor('events to be stored all the same', stored, patienceMs)
    await ongoing.end()
    const said = product.errors().slice(logged)
    return { wrong: said === '' ? [] : [`the log says ${said}`], backMs: 0 }
  }
  await waitFor('the writer to end', () => product.children('writer')[0] !== writer, patienceMs)
  const ended = performance.now()
  // Answers that were on their way when it ended are none of its successor.
  await waitFor(
    'the supervisor to notice',
    () => product.errors().slice(logged).includes(RESTARTED),
    patienceMs,
  )
  const told = recorder.stored()
  await waitFor('events to be acknowledged again', () => recorder.stored() > told, patienceMs)
  const backMs = performance.now() - ended
  await ongoing.end()
  const log = product.errors().slice(logged)
  return {
    backMs,
    wrong: [
      ...says
        .filter((line) => !log.includes(line))
        .map((line) => `the log does not say “${line}” but ${log}`),
      ...(later || told - inFlight <= connections
        ? []
        : [`${told - inFlight} events were acknowledged meanwhile`]),
    ],
  }
}
