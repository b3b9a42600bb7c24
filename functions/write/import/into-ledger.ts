// Brings a staged file into the ledger itself, while no writer runs.
import { availableParallelism } from 'node:os'
import type { Logger } from 'pino'
import type { Admission } from '../admission.ts'
import { CommitQueue } from '../commit-queue.ts'
import { openLedger } from '../ledger/open.ts'
import type { AtLedgerStep } from '../ledger/steps.ts'
import { type BroughtIn, bringIn } from './bring-in.ts'

/** Nobody waits for a turn here: as many as keep the cores busy that settling leaves. */
const LANES = 3

/** @throws OperatorError as openLedger; LedgerLost when a commit failed: what was committed before is there */
export async function importIntoLedger(
  ledgerFile: string,
  stagedFile: string,
  { admission, log, atStep }: { admission: Admission; log: Logger; atStep?: AtLedgerStep | undefined },
  onProgress: (done: number) => void,
): Promise<BroughtIn> {
  const ledger = await openLedger(ledgerFile, log, admission, { atStep })
  try {
    const queue = await CommitQueue.over({
      ledger,
      clock: Date.now,
      onLost: () => {}, // the import itself is told
    })
    return await bringIn({
      ...{ queue, ledger, admission },
      stagedFile,
      lanes: LANES,
      threads: availableParallelism(),
      signal: new AbortController().signal,
      onProgress,
    })
  } finally {
    await ledger.close()
  }
}
