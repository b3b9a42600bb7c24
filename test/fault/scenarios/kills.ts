// The writer, sometimes a report instance and sometimes the supervisor, killed at random moments under load, again and
// again: nothing acknowledged is lost or doubled, and the reports answer throughout.
import { setTimeout as sleep } from 'node:timers/promises'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { median } from '../../bench/statistics.ts'
import { keepBatching } from '../../support/recording/batch-clients.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { drawKills, type Kill } from './kill-plan.ts'
import { killReport, killSupervisor, killWriter, storing } from './killing.ts'
import { startReadership } from './readership.ts'
import { type Outcome, type Progress, type Run, runScenario, slowFaults } from './scenario.ts'

export type KillsPlan = {
  cycles: number
  /** The longest that a kill comes after the product is under load again. */
  mostAfterMs: number
  /** Clients that post single events, those that post batches, and those that read. */
  clients: number
  batchClients: number
  readers: number
  /** Of the times that a killed writer takes to store again, the median at most; null on a machine that has other work. */
  medianMs: number | null
  seed: number
}

/** Where the numbers of the events of batches begin. */
const BATCHES_FROM = 1_000_000_000
const REPORT_INSTANCES = '2'

export const kills = (folder: string, plan: KillsPlan, progress: Progress): Promise<Outcome> =>
  runScenario(folder, (run) => killAgainAndAgain(run, plan, progress), { REPORT_INSTANCES })

async function killAgainAndAgain(run: Run, plan: KillsPlan, progress: Progress): Promise<Outcome> {
  const { recorder } = run
  const random = mulberry32(plan.seed)
  const { url } = run.product
  const writerUrl = run.product.writerUrl()
  const through = (count: number) => Array.from({ length: count }, (_, n) => (n % 4 === 3 ? writerUrl : url))
  const clients = keepDelivering(0, { urls: through(plan.clients), recorder, random, pauseMs: 10 })
  const batches = keepBatching(BATCHES_FROM, {
    ...{ urls: through(plan.batchClients), recorder, random },
    ...{ mostRows: 400, pauseMs: 200 },
  })
  await storing(run, plan.clients)
  let reportKills = 0
  const readership = startReadership({
    ...{ url, readers: plan.readers, slowExportSeconds: null },
    kills: () => reportKills,
  })
  /** Milliseconds until what was killed worked again, or the rest of it was gone. */
  const tookMs: Record<Kill['victim'], number[]> = {
    writer: [],
    'writer twice': [],
    report: [],
    supervisor: [],
  }
  const ACTS: Record<Kill['victim'], (kill: Kill) => Promise<number>> = {
    writer: () => killWriter(run),
    'writer twice': ({ againMs }) => killWriter(run, againMs),
    report: ({ which }) =>
      killReport(run, which, () => {
        reportKills += 1
      }),
    async supervisor() {
      await readership.idle()
      const goneMs = await killSupervisor(run)
      await run.startAgain()
      readership.resume()
      return goneMs
    },
  }
  for (const [cycle, kill] of drawKills(plan.seed, plan.cycles, plan.mostAfterMs).entries()) {
    await storing(run, plan.clients)
    await sleep(kill.afterMs)
    tookMs[kill.victim].push(await ACTS[kill.victim](kill))
    progress(`${cycle + 1} of ${plan.cycles}: ${kill.victim}; ${recorder.stored()} answers`)
  }
  await storing(run, plan.clients)
  await Promise.all([clients.stop(), batches.stop()])
  const read = await readership.stop()
  const most = (times: readonly number[]) => Math.round(Math.max(0, ...times))
  return {
    figures: {
      ...Object.fromEntries(
        Object.entries(tookMs).map(([victim, { length }]) => [`killed: ${victim}`, length]),
      ),
      ...read.figures,
      'writer back, median ms': Math.round(median(tookMs.writer)),
      'writer back, max ms': most(tookMs.writer),
      'writer back after a kill at its start, max ms': most(tookMs['writer twice']),
      'another report instance there, max ms': most(tookMs.report),
      'all gone after the supervisor, max ms': most(tookMs.supervisor),
    },
    faults: [
      ...read.faults,
      ...(plan.medianMs === null
        ? []
        : slowFaults('the median writer to store again', median(tookMs.writer), plan.medianMs)),
    ],
  }
}
