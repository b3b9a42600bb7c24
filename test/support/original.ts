// A ledger file as the original system left it: nine columns, policy_refs as JSON text, naive local times.
import { DuckDBInstance } from '@duckdb/node-api'

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

export async function writeOriginal(path: string, rows: OriginalRow[]): Promise<void> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run(`CREATE TABLE coach_events (
    id VARCHAR PRIMARY KEY, ts TIMESTAMP, event VARCHAR, session_id VARCHAR, agent_draft TEXT,
    suggestion_used TEXT, policy_refs VARCHAR, latency_ms INTEGER, ab_test_bucket VARCHAR)`)
  for (const row of rows)
    await connection.run('INSERT INTO coach_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', row)
  await connection.run('CHECKPOINT')
  connection.closeSync()
  instance.closeSync()
}

/** Reads a closed ledger file. */
export async function rowsOf(path: string, sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    return (await connection.startThenReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[]
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** A file with the rows of a query, of the kind its name says; in a DuckDB database they are the table coach_events. */
export async function writeTable(path: string, query: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    !path.endsWith('.duckdb')
      ? `COPY (${query}) TO '${path}' ${path.endsWith('.ndjson') ? '(FORMAT json)' : ''}`
      : `ATTACH '${path}' AS made; CREATE TABLE made.coach_events AS ${query};
         CREATE TABLE made.ledger_meta (schema_version INTEGER); DETACH made`,
  )
  connection.closeSync()
  instance.closeSync()
  return path
}
