// The connections on which rows are committed: while one commits, the next transaction is filled on the other.
// A transaction is begun when the one before on its connection has ended: DuckDB begins none while it waits for the disk.
import type { DuckDBConnection } from '@duckdb/node-api'
import { begin, commit, fill, RowsRefused, rollBack } from './transaction.ts'

/** One being committed, one being filled. More would only wait for the first. */
const LANES = 2

type Lane = { connection: DuckDBConnection; begun: Promise<void> }

/** Rows in a transaction of their own that is still open. */
type StagedRows = {
  /** Resolves after the fsync. @param meanwhile runs during the commit  @throws LedgerLost */
  commit(meanwhile: () => void): Promise<void>
  /** Nothing of it is stored then. @throws LedgerLost */
  discard(): Promise<void>
}

export type Lanes = {
  /** @throws RowsRefused: the transaction is rolled back; LedgerLost; Error when no lane is free */
  stage(write: (connection: DuckDBConnection) => void | Promise<void>): Promise<StagedRows>
  /** Gives up what is staged. */
  close(): Promise<void>
}

export async function openLanes(connect: () => Promise<DuckDBConnection>): Promise<Lanes> {
  const connections = await Promise.all(Array.from({ length: LANES }, connect))
  const idle: Lane[] = []
  const free = (connection: DuckDBConnection) => {
    const begun = begin(connection)
    begun.catch(() => {}) // whoever stages next is told
    idle.unshift({ connection, begun })
  }
  for (const connection of connections) {
    // Else BEGIN only says that a transaction will begin.
    await connection.run('SET immediate_transaction_mode = true')
    free(connection)
  }
  return {
    async stage(write) {
      const lane = idle.pop()
      if (lane === undefined) throw new Error('every lane is taken')
      const { connection } = lane
      await lane.begun
      await fill(connection, () => write(connection)).catch((error) => {
        if (error instanceof RowsRefused) free(connection)
        throw error
      })
      return {
        async commit(meanwhile) {
          await commit(connection, meanwhile)
          free(connection)
        },
        async discard() {
          await rollBack(connection)
          free(connection)
        },
      }
    },
    async close() {
      // A connection that is closed under a running statement takes the process with it.
      await Promise.allSettled(idle.map(({ begun }) => begun))
      for (const connection of connections) connection.closeSync()
    },
  }
}
