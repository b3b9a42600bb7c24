// A ledger that kills its process at a named step: node ledger-until-step.ts LEDGERFILE STEP NTH [COMMITS [waits]]. It says
// the last seq after each commit. `waits`: says first that it is ready, and goes on at a line.
import { writeSync } from 'node:fs'
import { runLedger } from './ledger-run.ts'
import { told } from './told-to-go.ts'
import { untilStep } from './until-step.ts'

const STDOUT = 1
const say = (line: string | number) => void writeSync(STDOUT, `${line}\n`)

const [ledgerFile, step, nth, commits, waits] = process.argv.slice(2) as [
  string,
  string,
  string,
  string?,
  string?,
]
if (waits !== undefined) await told(() => say('ready'))
await runLedger(
  ledgerFile,
  untilStep(step, Number(nth)),
  say,
  commits === undefined ? undefined : Number(commits),
)
