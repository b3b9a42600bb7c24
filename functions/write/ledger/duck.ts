// How the write group talks to DuckDB: running a statement, and telling a refused one from a lost instance.
// Results are always read with startThenReadAll: the streaming calls shorten a failed result without an error.
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'

export type Row = Record<string, unknown>

export async function rows(
  connection: DuckDBConnection,
  sql: string,
  values?: Record<string, DuckDBValue>,
): Promise<Row[]> {
  const reader = await connection.startThenReadAll(sql, values)
  return reader.getRowObjectsJS()
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** A path as an SQL string literal, for the statements that take no parameter there. */
export const pathLiteral = (path: string) => quoted(path)

/**
 * DuckDB's errors carry no code. These prefixes mean that the instance, or the file under it, can no longer
 * be trusted; everything else concerns the one statement.
 */
export const isFatal = (error: unknown) =>
  error instanceof Error &&
  /^(FATAL|INTERNAL|IO|TransactionContext|Out of Memory|Fatal|Internal)\b/i.test(error.message)

/** Of DuckDB's "Could not set lock" error: which process holds the file. Null for any other error. */
export function lockHolder(error: unknown): { program: string; pid: number } | null {
  const found =
    error instanceof Error &&
    /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(error.message.replaceAll('\n', ' '))
  return found ? { program: found[1] as string, pid: Number(found[2]) } : null
}
