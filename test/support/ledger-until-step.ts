// A ledger that kills its process at a named step: node ledger-until-step.ts LEDGERFILE STEP NTH. It says the last seq
// after each commit.
import { writeSync } from 'node:fs'
import { runLedger } from './ledger-run.ts'
import { untilStep } from './until-step.ts'

const STDOUT = 1

const [ledgerFile, step, nth] = process.argv.slice(2) as [string, string, string]
await runLedger(ledgerFile, untilStep(step, Number(nth)), (seq) => writeSync(STDOUT, `${seq}\n`))
