// What a ledger does from its first opening to its end, in little: its events are so large that the journal has several
// files, and its index of ids so small that it writes a file every few commits.
import pino from 'pino'
import { openLedger } from '../../functions/write/ledger/open.ts'
import type { AtLedgerStep } from '../../functions/write/ledger/steps.ts'
import { largeEvent } from './logged.ts'
import { PLAIN } from './plain-admission.ts'

const COMMITS = 36
export const EVENTS_A_COMMIT = 20
/** Commits after which the table is to hold everything. */
const FLUSHED_AFTER = 9

const log = pino({ level: 'silent' })
export const openSmallLedger = (ledgerFile: string, atStep?: AtLedgerStep) =>
  openLedger(ledgerFile, log, PLAIN, { idBounds: { slots: 64 }, atStep })

/** @param said is told the last seq after each commit, before the next begins */
export async function runLedger(
  ledgerFile: string,
  atStep: AtLedgerStep,
  said: (seq: number) => void,
  commits = COMMITS,
): Promise<void> {
  const ledger = await openSmallLedger(ledgerFile, atStep)
  for (let commit = 1; commit <= commits; commit += 1) {
    const first = ledger.lastSeq + 1
    await ledger.store(Array.from({ length: EVENTS_A_COMMIT }, (_, n) => largeEvent(first + n)))
    said(ledger.lastSeq)
    if (commit % FLUSHED_AFTER === 0) await ledger.flush()
  }
  await ledger.close()
}
