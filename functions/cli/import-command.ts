// What `npm run import` does: brings in a file of events, through the writer when it runs, else into the ledger itself.
// It must never open the ledger while it reads the file.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import cliProgress from 'cli-progress'
import type { Logger } from 'pino'
import { OperatorError } from '../operator-error.ts'
import type { Admission } from '../write/admission.ts'
import { withFolder } from '../write/import/folder.ts'
import { importIntoLedger } from '../write/import/into-ledger.ts'
import { type Staged, stage } from '../write/import/stage.ts'
import type { AtStageStep } from '../write/import/steps.ts'
import { heldElsewhere, livingHolder } from '../write/ledger/lock-file.ts'
import type { AtLedgerStep } from '../write/ledger/steps.ts'
import { countRefused, refusalLines, summaryLine } from './import-report.ts'
import { importThroughWriter } from './import-through-writer.ts'
import { type AdmissionSettings, ownAdmission } from './own-admission.ts'
import type { Streams } from './streams.ts'

type Options = AdmissionSettings & {
  ledgerFile: string
  log: Logger
  streams: Streams
  atStep?: AtStageStep & AtLedgerStep
}

/** @param args of the command line: the file  @returns the exit code; why it is not 0 was said */
export async function importCommand(args: readonly string[], options: Options): Promise<number> {
  const bar = new cliProgress.SingleBar({ format: '{what} {bar} {percentage} %', noTTYOutput: false })
  const [given, ...more] = args
  try {
    if (given === undefined || more.length > 0) throw new OperatorError('Usage: npm run import -- FILE')
    const file = resolve(given)
    if (!existsSync(file)) throw new OperatorError(`There is no file ${file}.`)
    await run(file, options, bar)
    return 0
  } catch (error) {
    bar.stop()
    if (!(error instanceof OperatorError)) throw error
    options.streams.err(error.message)
    return error.exitCode
  }
}

async function run(file: string, options: Options, bar: cliProgress.SingleBar): Promise<void> {
  const { ledgerFile, log, streams, atStep } = options
  const admission = await ownAdmission(options, log)
  const began = performance.now()
  bar.start(1, 0, { what: 'Reading ' })
  await withFolder(ledgerFile, async (folder) => {
    const staged = await stage({
      ...{ file, folder, admission },
      now: Date.now(),
      onProgress: (share) => bar.update(share),
      atStep,
    })
    bar.update(0, { what: 'Importing' })
    const broughtIn = await bringIn(staged, { ledgerFile, admission, log, atStep }, (done) =>
      bar.update(done / Math.max(1, staged.rows)),
    )
    bar.stop()
    for (const line of await refusalLines(file, staged, broughtIn)) streams.err(line)
    const seconds = (performance.now() - began) / 1_000
    streams.out(summaryLine(broughtIn, countRefused(staged, broughtIn), seconds))
  })
}

async function bringIn(
  staged: Staged,
  {
    ledgerFile,
    ...given
  }: {
    ledgerFile: string
    admission: Admission
    log: Logger
    atStep: AtLedgerStep | undefined
  },
  onProgress: (done: number) => void,
) {
  const holder = livingHolder(ledgerFile)
  if (!holder) return importIntoLedger(ledgerFile, staged.path, given, onProgress)
  const { pid, url, token } = holder
  if (url === null || token === null) throw heldElsewhere(ledgerFile, pid)
  return importThroughWriter({ url, token }, staged, onProgress)
}
