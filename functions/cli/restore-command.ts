// What `npm run restore` does: rebuilds the ledger from the published segments. The writer must be stopped.
import { OperatorError } from '../operator-error.ts'
import { restoreLedger } from '../write/ledger/restore.ts'
import { progressBar } from './progress.ts'
import type { Streams } from './streams.ts'

/** @returns the exit code; why it is not 0 was said */
export async function restoreCommand(options: {
  ledgerFile: string
  publishedDir: string
  streams: Streams
}): Promise<number> {
  const { ledgerFile, publishedDir, streams } = options
  const bar = progressBar('Restoring {bar} {value}/{total} events')
  try {
    const events = await restoreLedger({ ledgerFile, publishedDir, onProgress: bar.update })
    bar.stop()
    streams.out(`Restored ${events} events into ${ledgerFile}. Start the writer with npm start.`)
    return 0
  } catch (error) {
    bar.stop()
    if (!(error instanceof OperatorError)) throw error
    streams.err(error.message)
    return error.exitCode
  }
}
