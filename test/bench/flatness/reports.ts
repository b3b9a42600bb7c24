// Asks the report processes of all sizes the same questions, request by request in turn.
import { type Product, startProduct } from '../../support/product.ts'
import { type Asker, askerOf } from '../ask.ts'
import type { Prepared } from '../history/prepare.ts'
import { paths } from '../history/prepare.ts'
import { percentile } from '../statistics.ts'
import type { Question } from './questions.ts'

export type RunningReports = { history: Prepared; product: Product; asker: Asker; stop: () => Promise<void> }

/** A report process over a published folder, with no writer. */
export async function startReports(history: Prepared): Promise<RunningReports> {
  const product = await startProduct({ ROLE: 'report', PUBLISHED_DIR: paths(history.folder).published })
  const asker = askerOf(product.url)
  return {
    history,
    product,
    asker,
    async stop() {
      await asker.close()
      await product.stop()
    },
  }
}

export type Timing = {
  question: string
  events: number
  p50Ms: number
  p95Ms: number
  requests: number
  failures: string[]
}

/** Rounds before those that count: files checked, code compiled. */
const WARM_UP = 3

export async function timeQuestions(
  running: readonly RunningReports[],
  questions: readonly Question[],
  rounds: number,
  progress: (line: string) => void,
): Promise<Timing[]> {
  const timings = questions.flatMap((question) =>
    running.map(({ history }) => ({
      question: question.name,
      events: history.events,
      ms: [] as number[],
      failures: [] as string[],
    })),
  )
  for (let n = -WARM_UP; n < rounds; n += 1) {
    if (n % 10 === 0) progress(`round ${n} of ${rounds}`)
    for (const question of questions) {
      if (n >= 0 && n % question.every !== 0) continue
      // Each round begins with another size.
      for (let turn = 0; turn < running.length; turn += 1) {
        const { history, asker } = running[(turn + n + WARM_UP) % running.length] as RunningReports
        const timing = timings.find((one) => one.question === question.name && one.events === history.events)
        try {
          const { ms } = await asker.ask(question.path(n + WARM_UP, history))
          if (n >= 0) timing?.ms.push(ms)
        } catch (error) {
          timing?.failures.push((error as Error).message)
        }
      }
    }
  }
  return timings.map(({ ms, ...timing }) => ({
    ...timing,
    p50Ms: percentile(ms, 0.5),
    p95Ms: percentile(ms, 0.95),
    requests: ms.length,
  }))
}

export type Cold = { path: string; events: number; startMs: number; firstMs: number }

/** The first answer of a fresh process: it checks every file that it opens. What the disk holds in memory stays there. */
export async function timeCold(history: Prepared, path: string): Promise<Cold> {
  const began = performance.now()
  const running = await startReports(history)
  try {
    const startMs = performance.now() - began
    const { ms } = await running.asker.ask(path)
    return { path, events: history.events, startMs, firstMs: ms }
  } finally {
    await running.stop()
  }
}
