// A DuckDB of a test's own for as long as it is used. It must never stay open: another open of the file would be refused.
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/**
 * @param path a file that nobody holds, or ':memory:'
 * @param use is given a connection that is closed when what it returns is there
 */
export async function inDuck<T>(
  path: string,
  use: (connection: DuckDBConnection) => Promise<T>,
  options: Record<string, string> = {},
): Promise<T> {
  const instance = await DuckDBInstance.create(path, options)
  const connection = await instance.connect()
  try {
    return await use(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** The rows of a query in a closed ledger file, values as JSON has them. */
export const rowsOf = (path: string, sql: string): Promise<Record<string, unknown>[]> =>
  inDuck(
    path,
    async (connection) =>
      (await connection.startThenReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[],
    { access_mode: 'READ_ONLY' },
  )
