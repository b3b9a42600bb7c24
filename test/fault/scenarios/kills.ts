// The writer, sometimes a report instance and sometimes the supervisor, killed at random moments under load, again and
// again: nothing acknowledged is lost or doubled, and the reports answer throughout.
import { setTimeout as sleep } from 'node:timers/promises'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { median } from '../../bench/statistics.ts'
import { keepBatching } from '../../support/recording/batch-clients.ts'
import { startExporter } from '../../support/recording/exporter.ts'
import { startReader } from '../../support/recording/reader.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { QUESTIONS } from '../../support/recording/whole-answers.ts'
import { drawKills, type Kill } from './kill-plan.ts'
import { killReport, killSupervisor, killWriter, storing } from './killing.ts'
import { type Outcome, type Progress, type Run, runScenario, slowFaults } from './scenario.ts'

export type KillsPlan = {
  cycles: number
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
  const asking = { url, kills: () => reportKills }
  const readers = [
    ...Array.from({ length: plan.readers }, (_, n) =>
      startReader({ ...asking, questions: [...QUESTIONS.slice(n), ...QUESTIONS.slice(0, n)] }),
    ),
  ]
  const exporter = startExporter({ ...asking, pauseMs: 300, bytesPerSecond: null, whole: false })
  const asleep = [...readers, exporter]
  const met: Record<Kill['victim'], number> = { writer: 0, 'writer twice': 0, report: 0, supervisor: 0 }
  const backMs: number[] = []
  const backTwiceMs: number[] = []
  const goneMs: number[] = []
  for (const [cycle, { victim, afterMs, againMs, which }] of drawKills(plan.seed, plan.cycles).entries()) {
    await storing(run, plan.clients)
    await sleep(afterMs)
    if (victim === 'writer') backMs.push(await killWriter(run))
    else if (victim === 'writer twice') backTwiceMs.push(await killWriter(run, againMs))
    else if (victim === 'report')
      await killReport(run, which, () => {
        reportKills += 1
      })
    else {
      await Promise.all(asleep.map((one) => one.idle())) // until something runs that could answer
      goneMs.push(await killSupervisor(run))
      await run.startAgain()
      for (const one of asleep) one.resume()
    }
    met[victim] += 1
    progress(`${cycle + 1} of ${plan.cycles}: ${victim}; ${recorder.stored()} answers`)
  }
  await storing(run, plan.clients)
  await Promise.all([clients.stop(), batches.stop()])
  const read = await Promise.all(readers.map((reader) => reader.stop()))
  const exported = await exporter.stop()
  const sum = (of: (one: (typeof read)[number]) => number) => read.reduce((total, one) => total + of(one), 0)
  const most = (times: readonly number[]) => Math.round(Math.max(0, ...times))
  return {
    figures: {
      ...Object.fromEntries(Object.entries(met).map(([victim, times]) => [`killed: ${victim}`, times])),
      reads: sum(({ answers }) => answers),
      'reads that failed': sum(({ failed }) => failed),
      'reads cut off with their process': sum(({ cut }) => cut),
      ...{ exports: exported.exports, 'events exported': exported.events, 'exports cut off': exported.cut },
      'writer back, median ms': Math.round(median(backMs)),
      'writer back, max ms': most(backMs),
      'writer back after a kill at its start, max ms': most(backTwiceMs),
      'all gone after the supervisor, max ms': most(goneMs),
    },
    faults: [
      ...read.flatMap(({ failures }) => failures),
      ...exported.failures,
      ...(plan.medianMs === null
        ? []
        : slowFaults('the median writer to store again', median(backMs), plan.medianMs)),
    ],
  }
}
