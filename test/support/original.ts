// Files as other programs left them: a ledger of the original system (nine columns, policy_refs as JSON text, naive
// local times), and tables of events in any format that can be imported.
import { inDuck } from './duck.ts'

type OriginalRow = [
  id: string,
  ts: string,
  event: string,
  session_id: string,
  agent_draft: string,
  suggestion_used: string | null,
  policy_refs: string | null,
  latency_ms: number | null,
  ab_test_bucket: string | null,
]

export const writeOriginal = (path: string, rows: OriginalRow[]): Promise<void> =>
  inDuck(path, async (connection) => {
    await connection.run(`CREATE TABLE coach_events (
      id VARCHAR PRIMARY KEY, ts TIMESTAMP, event VARCHAR, session_id VARCHAR, agent_draft TEXT,
      suggestion_used TEXT, policy_refs VARCHAR, latency_ms INTEGER, ab_test_bucket VARCHAR)`)
    for (const row of rows)
      await connection.run('INSERT INTO coach_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', row)
    await connection.run('CHECKPOINT')
  })

/** A file with the rows of a query, of the kind its name says; in a DuckDB database they are the table coach_events. */
export async function writeTable(path: string, query: string): Promise<string> {
  await inDuck(':memory:', (connection) =>
    connection.run(
      !path.endsWith('.duckdb')
        ? `COPY (${query}) TO '${path}' ${path.endsWith('.ndjson') ? '(FORMAT json)' : ''}`
        : `ATTACH '${path}' AS made; CREATE TABLE made.coach_events AS ${query};
           CREATE TABLE made.ledger_meta (schema_version INTEGER); DETACH made`,
    ),
  )
  return path
}
