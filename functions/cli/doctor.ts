// `npm run doctor`, as a process of its own.
import { settingsOrExit } from '../environment.ts'
import { doctorCommand } from './doctor/doctor-command.ts'
import { ownStreams } from './streams.ts'

process.exitCode = await doctorCommand(process.argv.slice(2), {
  ...settingsOrExit(),
  clock: Date.now,
  streams: ownStreams,
})
