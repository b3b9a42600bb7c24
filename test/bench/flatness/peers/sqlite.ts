// The peer that everybody knows: SQLite in WAL mode with the usual indexes, holding the same settled rows.
// Its arguments: the database file, the ledger to fill it from when it is not there yet, and how many events.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { DatabaseSync } from '@photostructure/sqlite'
import type { Ask, PeerRows } from './figures.ts'
import { servePeer } from './serve.ts'

const [path, ledger, events] = process.argv.slice(2) as [string, string, string]
/** As much as a report process has. */
const PRAGMAS = 'PRAGMA journal_mode = WAL; PRAGMA cache_size = -500000'
const PAGE_EVENTS = 50_000
/** Columns as SQLite stores them, and where the ledger has them: times in milliseconds, lists as JSON. */
const COLUMNS: readonly (readonly [string, string])[] = [
  ['seq INTEGER PRIMARY KEY', 'seq::DOUBLE'],
  ['id TEXT', 'id::VARCHAR'],
  ['ts INTEGER', 'epoch_ms(ts)::DOUBLE'],
  ['event TEXT', 'event'],
  ['session_id TEXT', 'session_id'],
  ['agent_draft TEXT', 'agent_draft'],
  ['suggestion_used TEXT', 'suggestion_used'],
  ['policy_refs TEXT', 'to_json(policy_refs)::VARCHAR'],
  ['latency_ms INTEGER', 'latency_ms'],
  ['ab_test_bucket TEXT', 'ab_test_bucket'],
  ['suggestion_id TEXT', 'suggestion_id'],
  ['agent_id TEXT', 'agent_id'],
  ['resolution TEXT', 'resolution'],
  ['offer_seq INTEGER', 'offer_seq::DOUBLE'],
  ['offer_ts INTEGER', 'epoch_ms(offer_ts)::DOUBLE'],
  ['session_first INTEGER', 'session_first::INTEGER'],
]

async function fill(draft: string): Promise<void> {
  const database = new DatabaseSync(draft)
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
    CREATE TABLE events (${COLUMNS.map(([column]) => column).join(', ')});
    CREATE TABLE event_policies (seq INTEGER, policy, measure)`)
  const insert = (table: string, width: number) =>
    database.prepare(`INSERT INTO ${table} VALUES (${Array.from({ length: width }, () => '?').join(', ')})`)
  const [intoEvents, intoPolicies] = [insert('events', COLUMNS.length), insert('event_policies', 3)]
  const connection = await (await DuckDBInstance.create(ledger, { access_mode: 'READ_ONLY' })).connect()
  const read = async (sql: string) =>
    (await connection.startThenReadAll(sql)).getRowsJS() as (string | number | null)[][]
  for (let from = 0; from < Number(events); from += PAGE_EVENTS) {
    const page = `coach_events WHERE seq > ${from} AND seq <= ${Math.min(Number(events), from + PAGE_EVENTS)}`
    database.exec('BEGIN')
    for (const row of await read(`SELECT ${COLUMNS.map(([, from]) => from).join(', ')} FROM ${page}`))
      intoEvents.run(...row)
    const named = await read(
      `SELECT seq::DOUBLE, unnest(named), measure FROM (
         SELECT seq, unnest(['detected', 'prevented', 'shipped']) AS measure,
                unnest([CASE WHEN event IN ('offered', 'withheld') THEN list_distinct(policy_refs) ELSE [] END, prevented, shipped]) AS named
         FROM ${page})`,
    )
    for (const row of named) intoPolicies.run(...row)
    database.exec('COMMIT')
  }
  connection.closeSync()
  database.exec(`CREATE INDEX by_ts ON events (ts); CREATE INDEX by_session ON events (session_id);
    CREATE INDEX by_event ON events (event, ts); CREATE INDEX by_policy ON event_policies (policy, measure);
    ANALYZE; PRAGMA journal_mode = DELETE`)
  database.close()
}

if (!existsSync(path)) {
  rmSync(`${path}.filling`, { force: true })
  await fill(`${path}.filling`)
  renameSync(`${path}.filling`, path)
}
const database = new DatabaseSync(path)
database.exec(PRAGMAS)

const DRAFTS = `event IN ('offered', 'withheld')`
// A + keeps SQLite from walking an index that does not hold what the question needs: a scan is several times faster.
const SQL: Record<keyof PeerRows, string> = {
  summary: `SELECT event, count(*) AS n, sum(resolution IS 'first') AS first, sum(resolution IS 'orphan') AS orphan,
            sum(session_first) AS sessions, sum(latency_ms) AS latency FROM events GROUP BY +event`,
  measures: 'SELECT measure, count(*) AS n FROM event_policies GROUP BY measure',
  latency: `SELECT latency_ms AS ms, count(*) AS n FROM events WHERE +${DRAFTS} GROUP BY ms`,
  policies: 'SELECT policy, measure, count(*) AS n FROM event_policies GROUP BY policy, measure',
  days: 'SELECT ts / 86400000 AS day, event, count(*) AS n FROM events GROUP BY day, event',
  firstByDay: `SELECT offer_ts / 86400000 AS day, event, count(*) AS n FROM events WHERE resolution = 'first' GROUP BY day, event`,
  latencyByDay: `SELECT ts / 86400000 AS day, latency_ms AS ms, count(*) AS n FROM events WHERE +${DRAFTS} GROUP BY day, ms`,
  recent: 'SELECT * FROM events ORDER BY seq DESC LIMIT 50',
}

servePeer(((name: keyof PeerRows) => database.prepare(SQL[name]).all()) as unknown as Ask)
