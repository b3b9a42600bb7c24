// The naive peer: one parameterised INSERT, and so one transaction and one fsync, for each request.
// Its one argument is its folder. It must never put two events into one transaction.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DuckDBInstance, version } from '@duckdb/node-api'
import { eventRow, insertInto } from './event-row.ts'
import { servePeer } from './route.ts'

const instance = await DuckDBInstance.create(join(process.argv[2] as string, 'naive.duckdb'))
const connection = await instance.connect()
await connection.run(`CREATE TABLE coach_events (
  id VARCHAR, ts TIMESTAMP DEFAULT now()::TIMESTAMP, event VARCHAR, session_id VARCHAR, agent_draft VARCHAR,
  suggestion_used VARCHAR, policy_refs VARCHAR, latency_ms INTEGER, ab_test_bucket VARCHAR
)`)
const INSERT = insertInto('coach_events', () => '?')

let seq = 0
/** The end of the last INSERT: a connection runs one statement at a time. */
let turn: Promise<unknown> = Promise.resolve()

await servePeer({
  async store(event) {
    const id = randomUUID()
    const insert = turn.then(() => connection.run(INSERT, eventRow(id, event)))
    turn = insert.catch(() => {})
    await insert
    seq += 1
    return { event_id: id, seq }
  },
  async held() {
    const counted = await connection.runAndReadAll('SELECT count(*)::DOUBLE FROM coach_events')
    return counted.getRows()[0]?.[0] as number
  },
  about: `DuckDB ${version()}`,
  close: async () => instance.closeSync(),
})
