// `npm run import -- FILE`: brings in a file of events, through the writer when it runs, else into the ledger itself.
// It must never open the ledger while it reads the file.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import cliProgress from 'cli-progress'
import { settingsOrExit } from '../environment.ts'
import { createLog } from '../log.ts'
import { EXIT, OperatorError } from '../operator-error.ts'
import { withFolder } from '../write/import/folder.ts'
import { importIntoLedger } from '../write/import/into-ledger.ts'
import { type Staged, stage } from '../write/import/stage.ts'
import { heldElsewhere, livingHolder } from '../write/ledger/lock-file.ts'
import { countRefused, refusalLines, summaryLine } from './import-report.ts'
import { importThroughWriter } from './import-through-writer.ts'

const { ledgerFile } = settingsOrExit()
const bar = new cliProgress.SingleBar({ format: '{what} {bar} {percentage} %', noTTYOutput: false })

async function bringIn(staged: Staged) {
  const onProgress = (done: number) => bar.update(done / Math.max(1, staged.rows))
  const holder = livingHolder(ledgerFile)
  if (!holder) return importIntoLedger(ledgerFile, staged.path, createLog('import'), onProgress)
  const { pid, url, token } = holder
  if (url === null || token === null) throw heldElsewhere(ledgerFile, pid)
  return importThroughWriter({ url, token }, staged.path, onProgress)
}

async function run(file: string): Promise<void> {
  const began = performance.now()
  bar.start(1, 0, { what: 'Reading ' })
  await withFolder(ledgerFile, async (folder) => {
    const staged = await stage({
      file,
      folder,
      now: Date.now(),
      onProgress: (share) => bar.update(share),
    })
    bar.update(0, { what: 'Importing' })
    const broughtIn = await bringIn(staged)
    bar.stop()
    for (const line of await refusalLines(file, staged, broughtIn)) console.error(line)
    const seconds = (performance.now() - began) / 1_000
    console.log(summaryLine(broughtIn, countRefused(staged, broughtIn), seconds))
  })
}

const [given, ...more] = process.argv.slice(2)
try {
  if (given === undefined || more.length > 0) throw new OperatorError('Usage: npm run import -- FILE')
  const file = resolve(given)
  if (!existsSync(file)) throw new OperatorError(`There is no file ${file}.`)
  await run(file)
} catch (error) {
  bar.stop()
  if (!(error instanceof OperatorError)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode ?? EXIT.failure
}
