// What `npm run restore` does: rebuilds the ledger from the published segments. The writer must be stopped.
import type { Logger } from 'pino'
import { OperatorError } from '../operator-error.ts'
import { restoreLedger } from '../write/ledger/restore.ts'
import type { AtLedgerStep } from '../write/ledger/steps.ts'
import { type AdmissionSettings, ownAdmission } from './own-admission.ts'
import { progressBar } from './progress.ts'
import type { Streams } from './streams.ts'

/** @returns the exit code; why it is not 0 was said */
export async function restoreCommand(
  options: AdmissionSettings & {
    ledgerFile: string
    publishedDir: string
    log: Logger
    streams: Streams
    atStep?: AtLedgerStep
  },
): Promise<number> {
  const { ledgerFile, publishedDir, log, streams } = options
  const bar = progressBar('Restoring {bar} {value}/{total} events')
  try {
    const admission = await ownAdmission(options, log)
    const { events, redacted } = await restoreLedger({
      ...{ ledgerFile, publishedDir, admission },
      onProgress: bar.update,
      atStep: options.atStep,
    })
    bar.stop()
    if (redacted > 0)
      streams.out(
        `${redacted} of the events were redacted. ${publishedDir} holds them as they were: move it away before the start, which publishes anew.`,
      )
    streams.out(`Restored ${events} events into ${ledgerFile}. Start the writer with npm start.`)
    return 0
  } catch (error) {
    bar.stop()
    if (!(error instanceof OperatorError)) throw error
    streams.err(error.message)
    return error.exitCode
  }
}
