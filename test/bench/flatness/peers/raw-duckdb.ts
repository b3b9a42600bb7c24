// The peer that scans: the ledger file itself, opened read-only while no writer runs, with what a report process has.
// Its arguments: the ledger, and how many of its events count.
import { DuckDBInstance } from '@duckdb/node-api'
import { type Row, rows } from '../../../../functions/write/ledger/duck.ts'
import type { Ask, PeerRows } from './figures.ts'
import { servePeer } from './serve.ts'

const [path, events] = process.argv.slice(2) as [string, string]
const instance = await DuckDBInstance.create(path, {
  access_mode: 'READ_ONLY',
  threads: '2',
  memory_limit: '512MB',
})
const connection = await instance.connect()

const E = `(FROM coach_events WHERE seq <= ${Number(events)})`
const DRAFTS = `event IN ('offered', 'withheld')`
const NAMED = `
  SELECT unnest(['detected', 'prevented', 'shipped']) AS measure,
         unnest([CASE WHEN ${DRAFTS} THEN list_distinct(policy_refs) ELSE [] END, prevented, shipped]) AS named
  FROM ${E}`
const DAY = (column: string) => `epoch_ms(${column}) // 86400000`

const SQL: Record<keyof PeerRows, string> = {
  summary: `SELECT event, count(*) AS n, count(*) FILTER (resolution = 'first') AS first, count(*) FILTER (resolution = 'orphan') AS orphan,
            count(*) FILTER (session_first) AS sessions, sum(latency_ms) AS latency FROM ${E} GROUP BY event`,
  measures: `SELECT measure, sum(len(named)) AS n FROM (${NAMED}) GROUP BY measure`,
  latency: `SELECT latency_ms AS ms, count(*) AS n FROM ${E} WHERE ${DRAFTS} GROUP BY ms`,
  policies: `SELECT policy, measure, count(*) AS n FROM (SELECT measure, unnest(named) AS policy FROM (${NAMED})) GROUP BY policy, measure`,
  days: `SELECT ${DAY('ts')} AS day, event, count(*) AS n FROM ${E} GROUP BY day, event`,
  firstByDay: `SELECT ${DAY('offer_ts')} AS day, event, count(*) AS n FROM ${E} WHERE resolution = 'first' GROUP BY day, event`,
  latencyByDay: `SELECT ${DAY('ts')} AS day, latency_ms AS ms, count(*) AS n FROM ${E} WHERE ${DRAFTS} GROUP BY day, ms`,
  recent: `SELECT * FROM ${E} ORDER BY seq DESC LIMIT 50`,
}

const plain = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  )

servePeer((async (name: keyof PeerRows) => (await rows(connection, SQL[name])).map(plain)) as Ask)
