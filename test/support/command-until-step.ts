// `npm run import` or `npm run restore`, which kills itself at a named step:
// node command-until-step.ts import|restore FOLDER STEP NTH [FILE].
import { join } from 'node:path'
import pino from 'pino'
import { importCommand } from '../../functions/cli/import-command.ts'
import { restoreCommand } from '../../functions/cli/restore-command.ts'
import { ownStreams } from '../../functions/cli/streams.ts'
import { asShipped } from './policies.ts'
import { untilStep } from './until-step.ts'

const [command, folder, step, nth, file = ''] = process.argv.slice(2) as [
  'import' | 'restore',
  string,
  string,
  string,
  string?,
]
const options = {
  ...asShipped,
  ledgerFile: join(folder, 'qa_runs.duckdb'),
  publishedDir: join(folder, 'published'),
  log: pino({ level: 'silent' }),
  streams: ownStreams,
  atStep: untilStep(step, Number(nth)),
}
process.exitCode = await (command === 'import' ? importCommand([file], options) : restoreCommand(options))
