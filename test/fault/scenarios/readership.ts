// The readers of a scenario: clients that poll, one that exports what is new, and one that takes the whole log slowly.
import { startExporter } from '../../support/recording/exporter.ts'
import { startReader } from '../../support/recording/reader.ts'
import { QUESTIONS } from '../../support/recording/whole-answers.ts'
import type { Outcome } from './scenario.ts'

export type ReadershipPlan = {
  url: string
  readers: number
  /** About how long a slow export of the whole log takes; null for no such export. */
  slowExportSeconds: number | null
  /** How many report processes were killed so far. */
  kills: () => number
}

export function startReadership({ url, readers, slowExportSeconds, kills }: ReadershipPlan) {
  const polling = Array.from({ length: readers }, (_, n) =>
    startReader({ url, kills, questions: [...QUESTIONS.slice(n), ...QUESTIONS.slice(0, n)] }),
  )
  const exporter = (wholeInSeconds: number | null) =>
    startExporter({ url, kills, pauseMs: 300, wholeInSeconds })
  const news = exporter(null)
  const slow = slowExportSeconds === null ? [] : [exporter(slowExportSeconds)]
  const all = [...polling, news, ...slow]
  return {
    /** Nobody asks until `resume`: nothing runs that could answer. */
    idle: () => Promise.all(all.map((one) => one.idle())),
    resume: () => all.forEach((one) => void one.resume()),
    async stop(): Promise<Outcome> {
      const read = await Promise.all(polling.map((reader) => reader.stop()))
      const exported = await news.stop()
      const whole = await Promise.all(slow.map((one) => one.stop()))
      const sum = (of: (one: (typeof read)[number]) => number) =>
        read.reduce((total, one) => total + of(one), 0)
      return {
        figures: {
          reads: sum(({ answers }) => answers),
          'reads that failed': sum(({ failed }) => failed),
          'reads cut off with their process': sum(({ cut }) => cut),
          ...{
            exports: exported.exports,
            'events exported': exported.events,
            'exports cut off': exported.cut,
          },
          ...Object.fromEntries(
            whole.flatMap(({ exports, cut, slowestMs }) => [
              ['slow exports of the whole log', exports],
              ['slow exports cut off', cut],
              ['slowest export, s', Math.round(slowestMs / 1_000)],
            ]),
          ),
        },
        faults: [
          ...read.flatMap(({ failures }) => failures),
          ...[exported, ...whole].flatMap(({ failures }) => failures),
        ],
      }
    },
  }
}
