// The naive peer: one parameterised INSERT, and so one transaction and one fsync, for each request.
// Its one argument is the database file. It must never put two events into one transaction.
import { randomUUID } from 'node:crypto'
import { DuckDBInstance } from '@duckdb/node-api'
import { servePeer } from './route.ts'

const instance = await DuckDBInstance.create(process.argv[2] as string)
const connection = await instance.connect()
await connection.run(`CREATE TABLE coach_events (
  id VARCHAR, ts TIMESTAMP, event VARCHAR, session_id VARCHAR, agent_draft VARCHAR, suggestion_used VARCHAR,
  policy_refs VARCHAR, latency_ms INTEGER, ab_test_bucket VARCHAR
)`)

let seq = 0
/** The end of the last INSERT: a connection runs one statement at a time. */
let turn: Promise<unknown> = Promise.resolve()

await servePeer(async (event) => {
  const id = randomUUID()
  const insert = turn.then(() =>
    connection.run('INSERT INTO coach_events VALUES (?, now()::TIMESTAMP, ?, ?, ?, ?, ?, ?, ?)', [
      id,
      event.event,
      event.session_id,
      event.agent_draft,
      event.suggestion_used,
      JSON.stringify(event.policy_refs),
      event.latency_ms,
      event.ab_test_bucket,
    ]),
  )
  turn = insert.catch(() => {})
  await insert
  seq += 1
  return { event_id: id, seq }
})
