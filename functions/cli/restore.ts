// `npm run restore`, as a process of its own.
import { settingsOrExit } from '../environment.ts'
import { restoreCommand } from './restore-command.ts'
import { ownStreams } from './streams.ts'

const { ledgerFile, publishedDir } = settingsOrExit()
process.exitCode = await restoreCommand({ ledgerFile, publishedDir, streams: ownStreams })
