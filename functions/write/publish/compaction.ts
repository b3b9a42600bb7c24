// One piece of compaction: published files made of published files, by the DuckDB it is given. An order is plain data, so that
// it can be carried out by another process. It must never touch the ledger.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Range } from '../../published/names.ts'
import { eventsParquet, parquet, pathLiteral, rows } from '../ledger/duck.ts'
import {
  type CoarseKind,
  coarseSql,
  eventsTableSql,
  FACTS_OF_EVENTS,
  mergedRollupsSql,
  ROLLUP_ORDER,
  rollupSql,
} from './rollups.ts'

/** What a manifest says of a segment's events. Times are RFC 3339 in UTC. */
export type SegmentFacts = {
  rows: number
  min_ts: string
  max_ts: string
  min_filed_at: string
  max_filed_at: string
}

/** Paths of files; each order writes `to`. */
export type Compaction =
  /** The rollup of a file that holds exactly one event for each seq of the range, else it fails. */
  | { kind: 'rollup'; events: string; range: Range; to: string }
  /** The events of neighbouring segments, oldest first, as one file. */
  | { kind: 'events'; rows: number; from: readonly string[]; to: string }
  | { kind: 'rollups'; from: readonly string[]; to: string }
  /** One file of a coarse rollup: what some rollups and the same files of some coarse ones hold. */
  | { kind: 'coarse'; of: CoarseKind; rollups: readonly string[]; coarse: readonly string[]; to: string }

/** `rows`: how many were written, by an order of events or of a rollup. */
export type Compacted = SegmentFacts | { rows: number } | null

/**
 * Row groups as large as they may be: each costs a report a look at its statistics. Only of months, which every report
 * reads, smaller ones are skipped to more gain.
 */
const rollupParquet = (rows: 20_480 | 122_880) => `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rows})`

const iso = (ms: unknown) => new Date(ms as number).toISOString()

export async function compact(connection: DuckDBConnection, order: Compaction): Promise<Compacted> {
  const copyRollup = async (sql: string, group: 20_480 | 122_880 = 122_880) => {
    await connection.run(`COPY (${sql} ${ROLLUP_ORDER}) TO ${pathLiteral(order.to)} ${rollupParquet(group)}`)
    return null
  }
  switch (order.kind) {
    case 'rollup': {
      const facts = await takeEvents(connection, order)
      await copyRollup(rollupSql)
      return facts
    }
    case 'events': {
      const to = pathLiteral(order.to)
      await connection.run(`COPY (FROM ${parquet(order.from)}) TO ${to} ${eventsParquet(order.rows)}`)
      const [written] = await rows(connection, `SELECT count(*)::DOUBLE AS n FROM ${parquet([order.to])}`)
      return { rows: written?.n as number }
    }
    case 'rollups':
      return copyRollup(mergedRollupsSql(parquet(order.from)))
    case 'coarse': {
      const older = order.coarse.length === 0 ? null : parquet(order.coarse)
      const sql = coarseSql(order.of, parquet(order.rollups), older)
      return copyRollup(sql, order.of === 'months' ? 20_480 : 122_880)
    }
  }
}

/** Takes a file of events as the table `e`. @throws Error unless it holds one event for each seq of the range */
async function takeEvents(
  connection: DuckDBConnection,
  { events, range }: { events: string; range: Range },
): Promise<SegmentFacts> {
  const expected = range.last - range.first + 1
  await connection.run(eventsTableSql(parquet([events])))
  const [facts] = await rows(connection, FACTS_OF_EVENTS)
  if (facts?.rows !== expected || facts.first !== range.first || facts.last !== range.last)
    throw new Error(
      `segment ${range.first}-${range.last}: holds ${facts?.rows} events, ${facts?.first}-${facts?.last}`,
    )
  return {
    rows: expected,
    min_ts: iso(facts.min_ts),
    max_ts: iso(facts.max_ts),
    min_filed_at: iso(facts.min_filed_at),
    max_filed_at: iso(facts.max_filed_at),
  }
}
