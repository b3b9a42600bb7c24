// How fast a file is imported into a ledger whose writer is stopped, beside DuckDB's own plain INSERT of the same file.
// `npm run bench -- import [--rows 1000000] [--rounds 3]`. It makes its own data.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { median } from './statistics.ts'

const { values } = parseArgs({
  allowPositionals: true, // the name of the table
  options: { rows: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
})
const [rows, rounds] = [Number(values.rows), Number(values.rounds)]
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'coach-effect-import-'))

/** Four events a session; offers and their outcomes; one draft in a hundred is violated twice. */
const DATA = `
  SELECT md5(i::VARCHAR)::UUID AS id, strftime(TIMESTAMP '2026-01-01' + to_milliseconds(i), '%Y-%m-%dT%H:%M:%S.%gZ') AS ts,
         CASE WHEN i % 2 = 0 THEN 'offered' ELSE ['accepted', 'edited', 'rejected', 'timeout'][1 + (i // 2) % 4] END AS event,
         'session-' || (i // 4) AS session_id,
         'Draft ' || (i // 2) || ': thank you for your message about order ' || (i * 7919 % 100003) ||
           ', we will look into it and guarantee a refund of ' || (i % 400) || ' dollars by tomorrow' AS agent_draft,
         CASE WHEN i % 4 = 1 THEN 'Thank you for your message about order ' || (i * 7919 % 100003) || '. We look into it today' END
           AS suggestion_used,
         CASE i % 5 WHEN 0 THEN []::VARCHAR[] WHEN 1 THEN ['ADV-6.2', 'PRIV-3'] ELSE ['ADV-6.2'] END AS policy_refs,
         i * 31 % 4000 AS latency_ms, CASE WHEN i // 4 % 2 = 0 THEN 'on' ELSE 'off' END AS ab_test_bucket,
         'sug-' || (i // 2) AS suggestion_id, 'agent-' || (i % 200) AS agent_id
  FROM range(${rows}) t(i)`

async function plain(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const target = join(folder, 'plain.duckdb')
  await connection.run(`ATTACH '${target}' AS plain; CREATE TABLE plain.t AS SELECT * FROM '${file}' LIMIT 0`)
  const began = performance.now()
  await connection.run(`INSERT INTO plain.t SELECT * FROM '${file}'; CHECKPOINT plain`)
  const seconds = (performance.now() - began) / 1_000
  instance.closeSync()
  rmSync(target)
  return seconds
}

/** The whole command, from its start to its end. */
function imported(file: string): number {
  const data = mkdtempSync(join(folder, 'data-'))
  const began = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx/esm', 'functions/cli/import.ts', file],
    {
      cwd: root,
      env: { DATA_DIR: data },
      encoding: 'utf8',
    },
  )
  const seconds = (performance.now() - began) / 1_000
  if (status !== 0) throw new Error(stderr)
  rmSync(data, { recursive: true })
  return seconds
}

try {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const files = ['ndjson', 'csv', 'parquet'].map((kind) => join(folder, `events.${kind}`))
  for (const file of files)
    await connection.run(
      `COPY (SELECT * REPLACE (${file.endsWith('csv') ? 'to_json(policy_refs)' : 'policy_refs'} AS policy_refs) FROM (${DATA}))
       TO '${file}' ${file.endsWith('ndjson') ? '(FORMAT json)' : ''}`,
    )
  instance.closeSync()
  console.log(
    `${rows} rows, ${availableParallelism()} cores, medians of ${rounds} rounds, each peer in turn\n`,
  )
  console.log('| file | import, rows/s | plain INSERT, rows/s | share |\n|--|--:|--:|--:|')
  for (const file of files) {
    const seconds: { plain: number; import: number }[] = []
    for (let round = 0; round < rounds; round += 1)
      seconds.push({ plain: await plain(file), import: imported(file) })
    const [own, other] = [
      median(seconds.map((turn) => turn.import)),
      median(seconds.map((turn) => turn.plain)),
    ]
    const rate = (time: number) => Math.round(rows / time).toLocaleString('en')
    console.log(
      `| ${file.split('.').at(-1)} | ${rate(own)} | ${rate(other)} | ${Math.round((100 * other) / own)} % |`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
