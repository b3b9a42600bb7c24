// The product beside SQLite and a scan of the ledger: the same questions over the same rows, in turn in one run.
// A peer whose figures differ from the product's must never pass as slower or faster: it ends the bench.
import { join } from 'node:path'
import { shortNumber } from '../../arguments.ts'
import { type Child, startChild } from '../../child.ts'
import { type Prepared, paths } from '../../history/prepare.ts'
import { markdownTable, number } from '../../markdown.ts'
import { median } from '../../statistics.ts'
import type { RunningReports } from '../reports.ts'
import { differences, figuresOfAnswer, PEER_QUESTIONS, type PeerQuestion } from './figures.ts'
import type { PeerAnswer } from './serve.ts'

export type PeerTiming = {
  question: PeerQuestion
  events: number
  productMs: number
  sqliteMs: number
  duckdbMs: number
}

/** The product answers once more, uncounted by any cache: the period ends with the history and begins in another year. */
function productPath(question: PeerQuestion, n: number, { events, period }: Prepared): string {
  if (question === 'recent') return `/events/recent?before=${events + 1}`
  const to = `to=${new Date(period.to).toISOString()}`
  if (question !== 'timeseries') return `/analytics/${question}?from=${1000 + n}-01-01&${to}`
  // A few days earlier each time: empty points.
  const day = Math.floor(period.from / 86_400_000) * 86_400_000
  return `/analytics/timeseries?width=day&from=${new Date(day - n * 86_400_000).toISOString()}&${to}`
}

export async function timePeers(
  { history, asker }: RunningReports,
  rounds: number,
  progress: (line: string) => void,
): Promise<PeerTiming[]> {
  const { ledger } = paths(history.folder)
  const events = String(history.events)
  progress(`filling SQLite with ${events} events, unless that was done before`)
  const start = async (file: URL, args: string[]): Promise<Child> => {
    const child = startChild(file, args)
    await child.ask()
    return child
  }
  const sqlite = await start(new URL('./sqlite.ts', import.meta.url), [
    join(history.folder, 'peer.sqlite'),
    ledger,
    events,
  ])
  const duckdb = await start(new URL('./raw-duckdb.ts', import.meta.url), [ledger, events])
  const ms = new Map(
    PEER_QUESTIONS.map((name) => [name, { product: [], sqlite: [], duckdb: [] } as Record<string, number[]>]),
  )
  try {
    // The first round warms up.
    for (let n = 0; n <= rounds; n += 1) {
      progress(`peers, round ${n} of ${rounds}`)
      for (const name of PEER_QUESTIONS) {
        const own = await asker.ask(productPath(name, n, history))
        const figures = figuresOfAnswer(name, own.text)
        const answers: Record<string, number> = { product: own.ms }
        for (const [peer, child] of Object.entries({ sqlite, duckdb })) {
          const answer = (await child.ask({ name })) as PeerAnswer
          const differ = differences(figures, answer.figures)
          if (differ.length > 0)
            throw new Error(`${peer} has other figures of ${name}: ${differ.slice(0, 5).join('; ')}`)
          answers[peer] = answer.ms
        }
        if (n > 0) for (const [peer, took] of Object.entries(answers)) ms.get(name)?.[peer]?.push(took)
      }
    }
  } finally {
    await Promise.all([sqlite.stop(), duckdb.stop()])
  }
  return PEER_QUESTIONS.map((question) => {
    const { product = [], sqlite: scanned = [], duckdb: raw = [] } = ms.get(question) ?? {}
    return {
      question,
      events: history.events,
      productMs: median(product),
      sqliteMs: median(scanned),
      duckdbMs: median(raw),
    }
  })
}

export const formatPeers = (timings: readonly PeerTiming[]): string =>
  markdownTable<PeerTiming>(
    [
      [`the whole history of ${shortNumber(timings[0]?.events ?? 0)}, medians`, ({ question }) => question],
      ['reports over HTTP, ms', ({ productMs }) => number(productMs)],
      ['SQLite, ms', ({ sqliteMs }) => number(sqliteMs)],
      ['scan of the ledger, ms', ({ duckdbMs }) => number(duckdbMs)],
      ['x SQLite', ({ productMs, sqliteMs }) => number(sqliteMs / productMs)],
      ['x scan', ({ productMs, duckdbMs }) => number(duckdbMs / productMs)],
    ],
    timings,
  )
