// `npm run restore`, as a process of its own.
import { settingsOrExit } from '../environment.ts'
import { createLog } from '../log.ts'
import { restoreCommand } from './restore-command.ts'
import { ownStreams } from './streams.ts'

const { ledgerFile, publishedDir, policiesFile, redact } = settingsOrExit()
process.exitCode = await restoreCommand({
  ...{ ledgerFile, publishedDir, policiesFile, redact },
  log: createLog('restore'),
  streams: ownStreams,
})
