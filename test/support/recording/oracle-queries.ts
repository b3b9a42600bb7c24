// How the judges ask: for the events that a fault befell, and for a sentence about them.
import type { DuckDBConnection } from '@duckdb/node-api'

/** Examples that a fault names. */
const EXAMPLES = 5

export const rowsFor = async (connection: DuckDBConnection, sql: string) =>
  (await connection.startThenReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[]

/** @param faults what must be nowhere: by its name, a query for the numbers `n` of the events that it befell */
export async function befallen(
  connection: DuckDBConnection,
  faults: Readonly<Record<string, string>>,
): Promise<string[]> {
  const found: string[] = []
  for (const [fault, sql] of Object.entries(faults)) {
    const [row] = await rowsFor(
      connection,
      `SELECT count(*)::DOUBLE AS events, (array_agg(n ORDER BY n)[:${EXAMPLES}])::VARCHAR AS some FROM (${sql})`,
    )
    if (row?.events !== 0) found.push(`${row?.events} events ${fault}: ${row?.some}`)
  }
  return found
}
