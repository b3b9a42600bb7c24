// The peer that does no more than it must: DuckDB's own INSERT of a file, which neither validates nor settles.
// Its arguments: its folder, and `each` for an INSERT (and a commit) for each file, or `all` for one of all files.
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Batches } from './files.ts'
import { timed } from './timed.ts'

const [folder, mode] = process.argv.slice(2) as [string, 'each' | 'all']
const instance = await DuckDBInstance.create(join(folder, 'naive.duckdb'))
const main = await instance.connect()
await main.run(`CREATE TABLE coach_events (
  id UUID, ts TIMESTAMP, event VARCHAR, session_id VARCHAR, agent_draft VARCHAR, suggestion_used VARCHAR,
  policy_refs VARCHAR[], latency_ms INTEGER, ab_test_bucket VARCHAR
)`)

// The columns are named, because guessing them takes time.
const insert = (files: readonly string[]) => `
  INSERT INTO coach_events
  SELECT gen_random_uuid(), now()::TIMESTAMP, event, session_id, agent_draft, suggestion_used, policy_refs, latency_ms,
         ab_test_bucket
  FROM read_ndjson([${files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ')}], columns = {
    event: 'VARCHAR', session_id: 'VARCHAR', agent_draft: 'VARCHAR', suggestion_used: 'VARCHAR',
    policy_refs: 'VARCHAR[]', latency_ms: 'INTEGER', ab_test_bucket: 'VARCHAR' })`

async function store({ events, connections, files }: Batches) {
  const batches = mode === 'each' ? files.map((file) => [file]) : [files]
  const all = await Promise.all(Array.from({ length: connections }, () => instance.connect()))
  const stored = await timed(
    all.map((connection) => async (batch: string[]) => (await connection.run(insert(batch))).rowsChanged),
    batches,
    (events * files.length) / batches.length,
  )
  for (const connection of all) connection.closeSync()
  return stored
}

process.on('message', async (order: Batches | Record<string, never>) => {
  if ('files' in order) return void process.send?.(await store(order as Batches))
  const counted = await main.runAndReadAll('SELECT count(*)::DOUBLE FROM coach_events')
  process.send?.({ held: counted.getRows()[0]?.[0] as number })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
