// Commits events without end, over an index of ids that writes a file every few commits: node ledger-until-killed.ts FOLDER.
// It says the last seq after each commit.
import { join } from 'node:path'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { silent } from './in-process.ts'
import { commitTo, logged } from './logged.ts'

const EVENTS_A_COMMIT = 20
const [folder] = process.argv.slice(2) as [string]

const ledger = await openLedger(join(folder, 'qa_runs.duckdb'), silent, { slots: 64 })
for (;;) {
  const first = ledger.lastSeq + 1
  await commitTo(
    ledger,
    Array.from({ length: EVENTS_A_COMMIT }, (_, n) => logged(first + n)),
  )
  process.stdout.write(`${ledger.lastSeq}\n`)
}
