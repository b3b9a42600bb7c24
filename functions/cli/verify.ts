// `npm run verify`, as a process of its own.
import { settingsOrExit } from '../environment.ts'
import { createLog } from '../log.ts'
import { ownStreams } from './streams.ts'
import { verifyCommand } from './verify-command.ts'

const { ledgerFile, publishedDir, policiesFile, redact } = settingsOrExit()
process.exitCode = await verifyCommand(process.argv.slice(2), {
  ...{ ledgerFile, publishedDir, policiesFile, redact },
  log: createLog('verify'),
  streams: ownStreams,
})
