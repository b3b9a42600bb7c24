// The ids as the ledger holds them: what the index is made from, and checked against.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Range } from '../../../published/names.ts'
import { rows, uuidWords } from '../duck.ts'

export interface LedgerIds {
  /** The ids of these events, four words each, in their order. */
  read(range: Range): Promise<Uint32Array>
  /** The first event whose time lies in the period (epoch milliseconds), or null. */
  firstBetween(from: number, to: number): Promise<number | null>
}

export const ledgerIds = (connection: DuckDBConnection): LedgerIds => ({
  // Rows lie in the ledger in the order of seq, and one thread keeps that order: no sort is needed.
  read: ({ first, last }) =>
    uuidWords(connection, `SELECT id FROM ledger.coach_events WHERE seq BETWEEN ${first} AND ${last}`),

  async firstBetween(from, to) {
    const time = (ms: number) => `make_timestamptz(${Math.round(ms) * 1000}::BIGINT)`
    const [row] = await rows(
      connection,
      `SELECT min(seq)::DOUBLE AS first FROM ledger.coach_events WHERE ts BETWEEN ${time(from)} AND ${time(to)}`,
    )
    return row?.first as number | null
  },
})
