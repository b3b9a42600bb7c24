// Writes a range of the ledger, and its rollup, as Parquet files. Same code for a first publication and a merge:
// the ledger is the record, so nothing published is ever copied from something published.
import { readFileSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { binEdgeSql } from '../../published/latency-bins.ts'
import { pathLiteral, rows } from './duck.ts'
import type { SegmentFacts } from './ledger.ts'
import { COLUMN_LIST } from './schema.ts'

const rollupSql = readFileSync(new URL('./rollup.sql', import.meta.url), 'utf8').replace(
  '/*latency_bin*/',
  binEdgeSql('latency_ms'),
)

const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)'

/** @throws Error when the ledger does not hold exactly one event per seq of the range. */
export async function exportSegment(
  connection: DuckDBConnection,
  range: { first: number; last: number },
  files: { events: string; rollup: string },
): Promise<SegmentFacts> {
  const [first, last] = [BigInt(range.first), BigInt(range.last)]
  // Rows lie in the ledger in the order of seq, and DuckDB keeps that order: no sort is needed.
  await connection.run(
    `COPY (SELECT ${COLUMN_LIST} FROM ledger.coach_events WHERE seq BETWEEN ${first} AND ${last})
     TO ${pathLiteral(files.events)} ${PARQUET}`,
  )
  const [facts] = await rows(
    connection,
    `SELECT count(*)::DOUBLE AS rows, min(seq)::DOUBLE AS first, max(seq)::DOUBLE AS last,
            epoch_ms(min(ts))::DOUBLE AS min_ts, epoch_ms(max(ts))::DOUBLE AS max_ts
     FROM read_parquet(${pathLiteral(files.events)})`,
  )
  const expected = range.last - range.first + 1
  if (facts?.rows !== expected || facts.first !== range.first || facts.last !== range.last)
    throw new Error(
      `segment ${range.first}-${range.last}: wrote ${facts?.rows} rows, ${facts?.first}-${facts?.last}`,
    )
  await connection.run(
    `COPY (${rollupSql.replace('/*segment*/', `read_parquet(${pathLiteral(files.events)})`)})
     TO ${pathLiteral(files.rollup)} ${PARQUET}`,
  )
  return {
    rows: expected,
    min_ts: new Date(facts.min_ts as number).toISOString(),
    max_ts: new Date(facts.max_ts as number).toISOString(),
  }
}
