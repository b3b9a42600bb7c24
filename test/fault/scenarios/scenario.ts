// What every scenario of faults is: real processes, clients that write down what they are told, a judge at the end.
import { join } from 'node:path'
import { verify } from '../../../functions/write/verify/verify.ts'
import { freePort } from '../../support/free-port.ts'
import { admission } from '../../support/policies.ts'
import { type Product, startProduct } from '../../support/product.ts'
import { judgeBooks } from '../../support/recording/oracle.ts'
import { judgePublished } from '../../support/recording/published-oracle.ts'
import { openRecorder, type Recorder } from '../../support/recording/recorder.ts'

export type Outcome = {
  /** What happened, for a reader. */
  figures: Record<string, number | string>
  /** A sentence for each thing that must not have happened. */
  faults: string[]
}

/** Told of the run's state from time to time. */
export type Progress = (line: string) => void

export type Run = {
  product: Product
  recorder: Recorder
  /** Starts a product in the place of one that is gone. Both ports stay the same, here and where one process comes back. */
  startAgain(): Promise<void>
}

/**
 * Starts a product in the folder, lets things happen to it, stops it; then compares what the clients wrote down with the
 * ledger, and the ledger with what is published.
 * @param settings of the product, besides its folder and ports
 */
export async function runScenario(
  folder: string,
  act: (run: Run) => Promise<Outcome>,
  settings: Record<string, string> = {},
): Promise<Outcome> {
  const [port, writerPort] = [await freePort(), await freePort()]
  const start = () =>
    startProduct({ DATA_DIR: folder, PORT: String(port), WRITER_PORT: String(writerPort), ...settings })
  const run: Run = {
    product: await start(),
    recorder: openRecorder(folder, 'clients'),
    async startAgain() {
      run.product = await start()
    },
  }
  const leaveNothing = () => run.product.signal('SIGTERM') // a test that takes too long ends without an end
  process.once('exit', leaveNothing)
  try {
    const happened = await act(run)
    const { recorder } = run
    recorder.close()
    const code = await run.product.stop()
    const { faults, ...counts } = await judgeBooks(folder)
    const { events, differences } = await verify({
      ledgerFile: join(folder, 'qa_runs.duckdb'),
      publishedDir: join(folder, 'published'),
      admission,
      onProgress() {},
    })
    return {
      figures: { ...happened.figures, ...recorder.answers, ...counts, verified: events },
      faults: [
        ...happened.faults,
        ...answerFaults(recorder.faults),
        ...(code === 0 ? [] : [`the product stopped with ${code}`]),
        ...faults,
        ...(await judgePublished(folder)),
        ...differences.map(({ message }) => `verify: ${message}`),
      ],
    }
  } catch (error) {
    throw new Error(
      `the scenario broke off; the product's log ends with: ${run.product.errors().slice(-2_000)}`,
      {
        cause: error,
      },
    )
  } finally {
    await run.product.stop()
    process.off('exit', leaveNothing)
  }
}

/** What a recorder counted as wrong, as sentences. */
export const answerFaults = (faults: Record<string, number>): string[] =>
  Object.entries(faults).map(([fault, times]) => `${times} answers: ${fault}`)

/** A sentence where something took longer than it may. */
export const slowFaults = (what: string, tookMs: number, mostMs: number): string[] =>
  tookMs <= mostMs ? [] : [`${what} took ${Math.round(tookMs)} ms, of ${mostMs} at most`]
