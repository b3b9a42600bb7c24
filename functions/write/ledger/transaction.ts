// One transaction on the ledger, and what its failure means.
// It must never COMMIT after an error inside a transaction: DuckDB then says yes and keeps nothing.
import type { DuckDBConnection } from '@duckdb/node-api'
import { isFatal } from './duck.ts'

/** The rows were refused and nothing of them is stored; the ledger is well. */
export class RowsRefused extends Error {
  override name = 'RowsRefused'
}

/** The ledger can no longer be trusted by this process, and the rows' fate is unknown: stop, restart, replay. */
export class LedgerLost extends Error {
  override name = 'LedgerLost'
}

/** @throws LedgerLost */
export async function begin(connection: DuckDBConnection): Promise<void> {
  await connection.run('BEGIN TRANSACTION').catch((cause) => {
    throw new LedgerLost('a transaction could not be begun', { cause })
  })
}

/** Runs `work` in the transaction that was begun, and leaves it open. @throws RowsRefused: it is rolled back; LedgerLost */
export async function fill(connection: DuckDBConnection, work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isFatal(error) || error instanceof LedgerLost)
      throw new LedgerLost('a write to the ledger failed', { cause: error })
    await rollBack(connection)
    throw new RowsRefused(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/**
 * Ends the transaction; resolves after the fsync.
 * @param meanwhile runs during the commit, when no row can be refused any more
 * @throws LedgerLost
 */
export async function commit(connection: DuckDBConnection, meanwhile: () => void = () => {}): Promise<void> {
  try {
    const committed = connection.run('COMMIT') // ← the commit point: resolves after DuckDB has fsynced what it wrote
    try {
      meanwhile()
    } finally {
      await committed
    }
  } catch (error) {
    throw new LedgerLost('a commit failed, its outcome is unknown', { cause: error })
  }
}

/** Gives the transaction up: nothing of it is stored. @throws LedgerLost */
export async function rollBack(connection: DuckDBConnection): Promise<void> {
  await connection.run('ROLLBACK').catch((cause) => {
    throw new LedgerLost('a write could not be rolled back', { cause })
  })
}

/** A whole transaction; resolves after the fsync. @throws RowsRefused, LedgerLost */
export async function transact(connection: DuckDBConnection, work: () => Promise<void>): Promise<void> {
  await begin(connection)
  await fill(connection, work)
  await commit(connection)
}
