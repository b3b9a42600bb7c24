// `npm run import -- FILE`, as a process of its own.
import { settingsOrExit } from '../environment.ts'
import { createLog } from '../log.ts'
import { importCommand } from './import-command.ts'
import { ownStreams } from './streams.ts'

const { ledgerFile, policiesFile, redact } = settingsOrExit()
const log = createLog('import')
process.exitCode = await importCommand(process.argv.slice(2), {
  ...{ ledgerFile, policiesFile, redact, log },
  streams: ownStreams,
})
