// Brings a staged file into the ledger, a batch at a time, in turns with whatever else is stored.
// The events are settled by the very code, and the very memory, that settles posted ones: an import is a replay.
import type { Admission } from '../admission.ts'
import type { CommitQueue, Turn } from '../commit-queue.ts'
import type { Skipped } from '../ledger/bulk.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { NAMED } from './refusals.ts'
import { settleBatch } from './settle-batch.ts'

/** Rows of a batch: one of DuckDB's row groups. A transaction of so many skips the WAL and writes its blocks at once. */
const BATCH_ROWS = 122_880

export type BroughtIn = { imported: number } & Skipped

/**
 * @param lanes batches that DuckDB writes while the next one is settled: as many may be in front of a posted event
 * @param threads DuckDB's, while it looks which ids the ledger knows
 * @param onProgress is told how many of the staged rows are done with
 * @throws what CommitQueue.exclusively throws; what was stored by then stays
 */
export async function bringIn(options: {
  queue: CommitQueue
  ledger: Ledger
  admission: Admission
  stagedFile: string
  lanes: number
  threads: number
  signal: AbortSignal
  onProgress: (done: number) => void
}): Promise<BroughtIn> {
  const { queue, ledger, admission, signal, onProgress } = options
  const bulk = await ledger.bulk(options)
  let next = 0
  let imported = 0

  async function takeTurn({ settler, crowded }: Turn): Promise<void> {
    await bulk.mark(next)
    const read = (from: number) =>
      from < bulk.rows ? bulk.read(from, Math.min(from + BATCH_ROWS, bulk.rows)) : null
    let last = Promise.resolve()
    let seq = ledger.lastSeq
    let reading = read(next)
    while (reading !== null) {
      const arrivals = await reading
      next = Math.min(next + BATCH_ROWS, bulk.rows)
      reading = crowded() || signal.aborted ? null : read(next) // while this one is settled
      if (arrivals.rows === 0) continue
      const settled = await settleBatch({ settler, policies: admission.policies }, arrivals, seq + 1)
      const done = next
      const storing = await bulk.store(arrivals, settled, seq + 1)
      seq += arrivals.rows
      last = storing.committed.then(() => {
        imported += arrivals.rows
        onProgress(done)
      })
      last.catch(() => {}) // it is awaited when the turn ends
    }
    await last
  }

  try {
    do {
      signal.throwIfAborted()
      await queue.exclusively(takeTurn)
    } while (next < bulk.rows)
    return { imported, ...(await bulk.skipped(NAMED)) }
  } finally {
    await bulk.close()
  }
}
