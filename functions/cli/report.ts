// `npm run report`, as a process of its own.
import { settingsOrExit } from '../environment.ts'
import { reportCommand } from './report-command.ts'
import { ownStreams } from './streams.ts'

process.exitCode = await reportCommand(process.argv.slice(2), {
  ...settingsOrExit(),
  clock: Date.now,
  streams: ownStreams,
})
