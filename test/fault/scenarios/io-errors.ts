// A disk whose calls fail under a load, and a writer that ends in the middle of its work: it says so, acknowledges nothing
// from then on, and its successor has everything that was acknowledged.
import { join } from 'node:path'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { type Injection, trace } from '../../support/recording/strace.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, type Run, runScenario, slowFaults } from './scenario.ts'

export type IoErrorsPlan = {
  /** By their names. */
  faults: readonly string[]
  rounds: number
  connections: number
  /** The longest that a writer may take to be back: to acknowledge events again. */
  mostMs: number
  seed: number
}

const SAYS_LOST = 'the ledger is lost to this process; it stops, a new one will replay'
const RESTARTED = 'the writer stopped; it is started again'

type Fault = {
  name: string
  /** What the writer's calls do from now on, or a signal that it gets. */
  does: readonly Injection[] | NodeJS.Signals
  /** Of which file, in the product's folder; unless given, of all. */
  of?: string
  /** What the log says of it; null when the writer goes on as if nothing were. */
  says: readonly string[] | null
}

const LOST = [SAYS_LOST, RESTARTED]
const JOURNAL = 'qa_runs.duckdb.journal/0.events'
const WAL = 'qa_runs.duckdb.wal'

export const IO_FAULTS: readonly Fault[] = [
  { name: 'no flush of the journal succeeds', does: [{ calls: 'fdatasync', does: 'error=EIO' }], says: LOST },
  {
    name: 'no flush of a table succeeds',
    does: [{ calls: 'fsync', does: 'error=EIO' }],
    of: WAL,
    says: LOST,
  },
  {
    name: 'no write of the journal succeeds',
    does: [{ calls: 'pwrite64', does: 'error=EIO' }],
    of: JOURNAL,
    says: LOST,
  },
  {
    name: 'writes of the journal write nothing',
    does: [{ calls: 'pwrite64', does: 'retval=0' }],
    of: JOURNAL,
    says: LOST,
  },
  {
    name: 'no write of the log succeeds',
    does: [{ calls: 'write', does: 'error=EIO' }],
    of: WAL,
    says: LOST,
  },
  {
    name: 'every other write and flush is interrupted',
    does: [
      { calls: 'pwrite64', does: 'error=EINTR', when: '1+2' },
      { calls: 'fdatasync', does: 'error=EINTR', when: '1+2' },
    ],
    of: JOURNAL,
    says: null,
  },
  {
    name: 'the disk is full at a flush, and cannot be cut back',
    does: [
      { calls: 'fsync', does: 'error=ENOSPC' },
      { calls: 'ftruncate', does: 'error=EIO' },
    ],
    of: WAL,
    says: ['Could not truncate file', RESTARTED], // DuckDB ends the process
  },
  { name: 'the process aborts', does: 'SIGABRT', says: [RESTARTED] },
]

export const ioErrors = (folder: string, plan: IoErrorsPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, async (run) => {
    const { product, recorder } = run
    const urls = Array.from({ length: plan.connections }, () => product.url)
    const clients = keepDelivering(0, { urls, recorder, random: mulberry32(plan.seed) })
    const faults: string[] = []
    let slowestMs = 0
    for (let round = 1; round <= plan.rounds; round += 1)
      for (const fault of IO_FAULTS.filter(({ name }) => plan.faults.includes(name))) {
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
  { does, of, says }: Fault,
  { connections, mostMs }: IoErrorsPlan,
): Promise<{ wrong: string[]; backMs: number }> {
  const writer = await waitFor('a writer', () => product.children('writer')[0])
  const logged = product.errors().length
  const patienceMs = Math.max(mostMs, 30_000)
  const tracing =
    typeof does === 'string'
      ? null
      : await trace(writer, does, of === undefined ? undefined : join(folder, of))
  if (typeof does === 'string') process.kill(writer, does)
  const inFlight = recorder.stored()
  if (says === null) {
    await waitFor(
      'events to be stored all the same',
      () => recorder.stored() > inFlight + 4 * connections,
      patienceMs,
    )
    await tracing?.end()
    const said = product.errors().slice(logged)
    return { wrong: said === '' ? [] : [`the log says ${said}`], backMs: 0 }
  }
  await waitFor('the writer to end', () => product.children('writer')[0] !== writer, patienceMs)
  const ended = performance.now()
  const told = recorder.stored()
  await waitFor('events to be acknowledged again', () => recorder.stored() > told, patienceMs)
  const backMs = performance.now() - ended
  await tracing?.ended
  const log = product.errors().slice(logged)
  return {
    backMs,
    wrong: [
      ...says
        .filter((line) => !log.includes(line))
        .map((line) => `the log does not say “${line}” but ${log}`),
      // What the journal holds may be acknowledged until the table is looked at.
      ...(of === WAL || told - inFlight <= connections
        ? []
        : [`${told - inFlight} events were acknowledged meanwhile`]),
    ],
  }
}
