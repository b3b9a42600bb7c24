// How the rows of each kind of file are read: where from, which SQL gives each field, and whether its type is right.
// It must never convert a value that the API would refuse for its type, except in CSV, where everything is text.
import { extname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { OperatorError } from '../../operator-error.ts'
import { pathLiteral, rows } from '../ledger/duck.ts'
import type { Source } from './columns.ts'
import { csvSource } from './source-csv.ts'
import { ndjsonSource } from './source-ndjson.ts'
import { typedSource } from './source-typed.ts'

const KINDS = {
  '.ndjson': ndjsonSource,
  '.jsonl': ndjsonSource,
  '.csv': csvSource,
  '.parquet': (connection: DuckDBConnection, file: string) =>
    typedSource(connection, `read_parquet(${pathLiteral(file)})`, false),
  '.duckdb': databaseSource,
} satisfies Record<string, (connection: DuckDBConnection, file: string) => Promise<Source>>

/** @throws OperatorError when the kind of file is not known, or it has none of the columns */
export async function sourceOf(connection: DuckDBConnection, file: string): Promise<Source> {
  const open = (KINDS as Record<string, (typeof KINDS)[keyof typeof KINDS]>)[extname(file).toLowerCase()]
  if (!open)
    throw new OperatorError(
      `${file} is none of the files that can be imported: .ndjson, .jsonl, .csv, .parquet, .duckdb.`,
    )
  return open(connection, file)
}

/** A database of the original system, or a ledger of this one. */
async function databaseSource(connection: DuckDBConnection, file: string): Promise<Source> {
  await connection.run(`ATTACH ${pathLiteral(file)} AS source (READ_ONLY)`)
  const tables = await rows(
    connection,
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'source' AND schema_name = 'main'`,
  )
  const names = tables.map((table) => table.table_name)
  if (!names.includes('coach_events')) throw new OperatorError(`${file} has no table coach_events.`)
  return typedSource(connection, 'source.main.coach_events', !names.includes('ledger_meta'))
}
