// PostgreSQL: one INSERT, and so one transaction, for each request; commits that wait at the same time share an fsync.
// Its arguments are its folder and that of the server's programs. It must never put two events into one transaction.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { waitFor } from '../../../support/wait-for.ts'
import { eventRow, insertInto } from './event-row.ts'
import { startPostgresql } from './postgresql-server.ts'
import { servePeer } from './route.ts'

/** As quick as 16 on four cores, and quicker than 64 or 96; a server as it is installed takes 100. */
const CONNECTIONS = 32

const [folder, programs] = process.argv.slice(2) as [string, string]
const server = await startPostgresql(programs, folder)
const pool = new pg.Pool({ host: folder, user: 'bench', database: 'postgres', max: CONNECTIONS })
await waitFor('PostgreSQL', async () => {
  if (server.ended()) return 'ended'
  return await pool.query('SELECT 1')
})
if (server.ended()) throw new Error(`PostgreSQL ended: ${server.errors()}`)
await pool.query(`CREATE TABLE coach_events (
  seq BIGINT GENERATED ALWAYS AS IDENTITY, id UUID, ts TIMESTAMPTZ DEFAULT now(), event TEXT, session_id TEXT,
  agent_draft TEXT, suggestion_used TEXT, policy_refs TEXT, latency_ms INTEGER, ab_test_bucket TEXT
)`)
const INSERT = { name: 'insert', text: `${insertInto('coach_events', (n) => `$${n}`)} RETURNING seq` }
const one = async (sql: string) => Object.values((await pool.query(sql)).rows[0])[0]

await servePeer({
  async store(event) {
    const id = randomUUID()
    const { rows } = await pool.query({ ...INSERT, values: eventRow(id, event) })
    return { event_id: id, seq: Number(rows[0].seq) }
  },
  held: async () => Number(await one('SELECT count(*) FROM coach_events')),
  about: `PostgreSQL ${String(await one('SHOW server_version')).split(' ')[0]} with ${CONNECTIONS} connections`,
  async close() {
    await pool.end()
    await server.stop()
  },
})
