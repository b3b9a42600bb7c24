// One transaction on the ledger, and what its failure means.
// It must never COMMIT after an error inside a transaction: DuckDB then says yes and keeps nothing.
import type { DuckDBConnection } from '@duckdb/node-api'
import { isFatal } from './duck.ts'
import type { Turns } from './turns.ts'

/** The rows were refused and nothing of them is stored; the ledger is well. */
export class RowsRefused extends Error {
  override name = 'RowsRefused'
}

/** The ledger can no longer be trusted by this process, and the rows' fate is unknown: stop, restart, replay. */
export class LedgerLost extends Error {
  override name = 'LedgerLost'
}

/**
 * Runs `work` in a transaction; resolves after the fsync of its commit.
 * @param turns in which the commit has its turn
 * @param meanwhile runs during the commit, when no row can be refused any more
 * @throws RowsRefused, LedgerLost
 */
export async function transact(
  connection: DuckDBConnection,
  work: () => Promise<void>,
  turns: Turns,
  meanwhile: () => void = () => {},
): Promise<void> {
  try {
    await connection.run('BEGIN TRANSACTION')
    await work()
  } catch (error) {
    if (isFatal(error) || error instanceof LedgerLost)
      throw new LedgerLost('a write to the ledger failed', { cause: error })
    await connection.run('ROLLBACK').catch((cause) => {
      throw new LedgerLost('a refused write could not be rolled back', { cause })
    })
    throw new RowsRefused(error instanceof Error ? error.message : String(error), { cause: error })
  }
  try {
    await turns(async () => {
      const committed = connection.run('COMMIT') // ← the commit point: resolves after DuckDB has fsynced what it wrote
      try {
        meanwhile()
      } finally {
        await committed
      }
    })
  } catch (error) {
    throw new LedgerLost('a commit failed, its outcome is unknown', { cause: error })
  }
}
