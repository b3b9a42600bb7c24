// `npm run restore`: rebuilds the ledger from the published segments. The writer must be stopped.
import cliProgress from 'cli-progress'
import { settingsOrExit } from '../environment.ts'
import { OperatorError } from '../operator-error.ts'
import { restoreLedger } from '../write/ledger/restore.ts'

const { ledgerFile, publishedDir } = settingsOrExit()

const bar = new cliProgress.SingleBar({
  format: 'Restoring {bar} {value}/{total} events',
  noTTYOutput: false,
})
try {
  const events = await restoreLedger({
    ledgerFile,
    publishedDir,
    onProgress(done, total) {
      if (!bar.isActive) bar.start(total, 0)
      bar.update(done)
    },
  })
  bar.stop()
  console.log(`Restored ${events} events into ${ledgerFile}. Start the writer with npm start.`)
} catch (error) {
  bar.stop()
  if (!(error instanceof OperatorError)) throw error
  console.error(error.message)
  process.exit(error.exitCode)
}
