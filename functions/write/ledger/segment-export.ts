// Writes a range of the ledger as a Parquet file: what is published first, and again where a published file is damaged.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Range } from '../../published/names.ts'
import { eventsParquet, pathLiteral } from './duck.ts'
import { COLUMN_LIST } from './schema.ts'

export async function exportEvents(connection: DuckDBConnection, range: Range, path: string): Promise<void> {
  const [first, last] = [BigInt(range.first), BigInt(range.last)]
  // Rows lie in the ledger in the order of seq, and one thread keeps that order: no sort is needed.
  await connection.run(
    `COPY (SELECT ${COLUMN_LIST} FROM ledger.coach_events WHERE seq BETWEEN ${first} AND ${last})
     TO ${pathLiteral(path)} ${eventsParquet(range.last - range.first + 1)}`,
  )
}
