// `npm run import` through a running writer, and after a kill.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { livingHolder } from '../../functions/write/ledger/lock-file.ts'
import { built } from '../support/built.ts'
import { startClients } from '../support/clients.ts'
import { rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { importFile } from '../support/import.ts'
import { productIn } from '../support/in-process.ts'
import { judge } from '../support/oracle.ts'
import { writeTable } from '../support/original.ts'
import { waitFor } from '../support/wait-for.ts'

/** The ledger takes them in batches of 122,880: two and a bit, or four and a bit, when one must not be done too soon. */
const manyEvents = (folder: string, count: number) =>
  writeTable(
    join(folder, 'many.parquet'),
    `SELECT CASE i % 2 WHEN 0 THEN 'offered' ELSE 'rejected' END AS event, 's' || (i // 10) AS session_id,
            'draft ' || (i // 2) AS agent_draft, i % 3000 AS latency_ms, md5(i::VARCHAR)::UUID AS id
     FROM range(${count}) t(i)`,
  )

it('goes through the running writer in turns with clients: every event once, and the reports reach them all', async () => {
  const { folder, json, stopWriter, ledgerFile } = await productIn()
  const file = await manyEvents(folder, 250_000)
  const clients = startClients(livingHolder(ledgerFile)?.url as string, 4)
  await waitFor('the clients', () => clients.acknowledged.length > 10)
  const { code, errors, output } = await importFile(folder, file)
  const during = clients.acknowledged.length
  await waitFor('the clients to go on', () => clients.acknowledged.length > during + 10)
  await clients.stop()
  expect({ code, errors, output }).toEqual({
    code: 0,
    errors: '',
    output: expect.stringMatching(/^Imported 250000 events, 0 were already there, 0 rows were refused;/),
  })
  expect(clients.statuses).toEqual({ 200: clients.acknowledged.length })
  const total = 250_000 + clients.acknowledged.length
  // An import is published in larger steps than one that X-Min-Seq waits for.
  await waitFor('the reports', async () => (await json('/events/stats')).as_of.seq === total)
  expect(await json('/analytics/summary')).toMatchObject({
    total_events: total,
    event_counts: { rejected: 125_000 },
    orphan_outcomes: 0,
  })
  // Clients were served between the batches.
  const seqs = clients.acknowledged.map(({ seq }) => seq).sort((a, b) => a - b)
  expect(seqs.some((seq, n) => n > 0 && seq - (seqs[n - 1] as number) > 100_000)).toBe(true)

  expect(await importFile(folder, file)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^Imported 0 events, 250000 were already there, 0 rows were refused;/),
  })
  await stopWriter()
  await judge(folder, clients.acknowledged)
  expect(readdirSync(folder).sort()).toEqual(['many.parquet', 'published', 'qa_runs.duckdb'])
}, 120_000)

it('ends in one line when the writer stops midway, and is simply run again', async () => {
  const { folder, ledgerFile, stopWriter } = await productIn()
  const file = await manyEvents(folder, 500_000)
  const importing = importFile(folder, file)
  const health = `${livingHolder(ledgerFile)?.url}/health`
  await waitFor(
    'the first batch',
    async () => ((await (await fetch(health)).json()) as { seq: number }).seq > 0,
  )
  await stopWriter()
  expect(await importing).toEqual({
    code: 1,
    output: '',
    errors:
      'The import ended early: the writer is stopping. Run the import again: what is there already is not added twice.\n',
  })
  expect(await importFile(folder, file)).toMatchObject({ code: 0, errors: '' })
  expect(
    await rowsOf(ledgerFile, 'SELECT count(*) AS n, count(DISTINCT id) AS ids FROM coach_events'),
  ).toEqual([{ n: '500000', ids: '500000' }])
}, 120_000)

it('is answered only to who has read the lock file', async () => {
  const { ledgerFile } = await productIn()
  const answer = await fetch(`${livingHolder(ledgerFile)?.url}/import`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer wrong' },
    body: JSON.stringify({ staged: ledgerFile }),
  })
  expect([answer.status, await answer.json()]).toEqual([
    401,
    expect.objectContaining({ type: '/problems/unauthorized', status: 401 }),
  ])
})

it('that was killed midway and is run again has brought in everything once', async () => {
  const folder = testFolder()
  const file = await manyEvents(folder, 300_000)
  const ledger = join(folder, 'qa_runs.duckdb')
  const child = spawn(process.execPath, [await built('functions/cli/import.ts'), file], {
    env: { DATA_DIR: folder },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  // Its size grows with the blocks of the first batch.
  await waitFor('the import to be midway', () => existsSync(ledger) && statSync(ledger).size > 5_000_000)
  child.kill('SIGKILL')
  await ended
  expect(readdirSync(folder).some((name) => name.includes('.import-'))).toBe(true)
  const { code, errors } = await importFile(folder, file)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  expect(
    await rowsOf(
      ledger,
      `SELECT count(*) AS n, count(DISTINCT id) AS ids, max(seq) AS last, count_if(resolution = 'orphan') AS orphans
       FROM coach_events`,
    ),
  ).toEqual([{ n: '300000', ids: '300000', last: '300000', orphans: '0' }])
  expect(readdirSync(folder).sort()).toEqual(['many.parquet', 'qa_runs.duckdb'])
}, 120_000)
