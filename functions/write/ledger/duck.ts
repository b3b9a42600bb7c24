// How the write group talks to DuckDB: running a statement, and telling a refused one from a lost instance.
// Results are always read with startThenReadAll: the streaming calls shorten a failed result without an error.
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export type Row = Record<string, unknown>

/** Memory of the writer's DuckDB: enough to export a merged segment; DuckDB's own default is 80 % of the machine. */
const MEMORY_LIMIT = '1GB'
/** One thread per query: more only get in each other's way at the size of a commit (`npm run bench`). */
const THREADS = '1'

/**
 * An in-memory instance to which the ledger is attached: an error in the file then kills the attachment, not the
 * process. What does not fit in memory goes to a folder beside the ledger.
 */
export async function duckBeside(ledgerFile: string) {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: THREADS,
    memory_limit: MEMORY_LIMIT,
    temp_directory: `${ledgerFile}.tmp`,
  })
  return {
    async connect(): Promise<DuckDBConnection> {
      const connection = await instance.connect()
      await connection.run(`SET TimeZone = 'UTC'`)
      return connection
    },
    close: () => instance.closeSync(),
  }
}

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
