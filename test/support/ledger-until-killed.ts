// Commits events without end, over an index of ids that writes a file every few commits: node ledger-until-killed.ts FOLDER.
// It says the last seq after each commit.
import { join } from 'node:path'
import pino from 'pino'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { commitTo, logged } from './logged.ts'
import { admission } from './policies.ts'

const EVENTS_A_COMMIT = 20
const [folder] = process.argv.slice(2) as [string]

const log = pino({ level: 'silent' })
const ledger = await openLedger(join(folder, 'qa_runs.duckdb'), log, admission, { idBounds: { slots: 64 } })
for (;;) {
  const first = ledger.lastSeq + 1
  await commitTo(
    ledger,
    Array.from({ length: EVENTS_A_COMMIT }, (_, n) => logged(first + n)),
  )
  process.stdout.write(`${ledger.lastSeq}\n`)
}
