// `npm run restore`: rebuilds the ledger from the published segments. The writer must be stopped.
import { settingsOrExit } from '../environment.ts'
import { OperatorError } from '../operator-error.ts'
import { restoreLedger } from '../write/ledger/restore.ts'
import { progressBar } from './progress.ts'

const { ledgerFile, publishedDir } = settingsOrExit()

const bar = progressBar('Restoring {bar} {value}/{total} events')
try {
  const events = await restoreLedger({
    ledgerFile,
    publishedDir,
    onProgress: bar.update,
  })
  bar.stop()
  console.log(`Restored ${events} events into ${ledgerFile}. Start the writer with npm start.`)
} catch (error) {
  bar.stop()
  if (!(error instanceof OperatorError)) throw error
  console.error(error.message)
  process.exit(error.exitCode)
}
