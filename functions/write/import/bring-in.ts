// Brings a staged file into the ledger, a batch at a time, in turns with whatever else is stored.
// The events are settled by the very code, and the very memory, that settles posted ones: an import is a replay.
import type { CommitQueue, Turn } from '../commit-queue.ts'
import type { Skipped } from '../ledger/bulk.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { NAMED } from './refusals.ts'
import { settleBatch } from './settle-batch.ts'

/** Rows of one of DuckDB's row groups: a transaction of so many skips the WAL and writes its blocks at once. */
export const ROW_GROUP = 122_880

export type BroughtIn = { imported: number } & Skipped

/**
 * @param batchRows rows of one transaction, a multiple of ROW_GROUP: while one is stored the next is settled, so that
 *   a posted event waits for two of them at most
 * @param threads DuckDB's, while the import lasts
 * @param onProgress is told how many of the staged rows are done with
 * @throws what CommitQueue.exclusively throws; what was stored by then stays
 */
export async function bringIn(options: {
  queue: CommitQueue
  ledger: Ledger
  stagedFile: string
  batchRows: number
  threads: number
  signal: AbortSignal
  onProgress: (done: number) => void
}): Promise<BroughtIn> {
  const { queue, ledger, batchRows, signal, onProgress } = options
  const bulk = await ledger.bulk(options)
  let next = 0
  let imported = 0

  async function takeTurn({ settler, crowded }: Turn): Promise<void> {
    await bulk.mark(next)
    const read = () => {
      const from = next
      next = Math.min(next + batchRows, bulk.rows)
      return from < next ? bulk.read(from, next) : null
    }
    let storing = Promise.resolve()
    let seq = ledger.lastSeq
    for (let arrivals = await read(); arrivals !== null; ) {
      const done = next
      const settled = settleBatch(settler, arrivals, seq + 1)
      seq += arrivals.rows
      await storing
      const { rows } = arrivals
      const stored = rows === 0 ? Promise.resolve() : bulk.store(arrivals, settled)
      storing = stored.then(() => {
        imported += rows
        onProgress(done)
      })
      storing.catch(() => {}) // it is awaited below, but not before the next batch is read
      arrivals = crowded() || signal.aborted ? null : await read()
    }
    await storing
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
