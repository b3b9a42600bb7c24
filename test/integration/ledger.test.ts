// The ledger file: held by one, opened where it ended, refused when in doubt, taken over from the original system.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { livingHolder } from '../../functions/write/ledger/lock-file.ts'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { inDuck, rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { event, paths, postTo, productIn, silent, writerIn } from '../support/in-process.ts'
import { commitTo, logged } from '../support/logged.ts'
import { writeOriginal } from '../support/original.ts'
import { NO_POLICIES } from '../support/plain-admission.ts'
import { admission } from '../support/policies.ts'

const file = () => join(testFolder(), 'qa_runs.duckdb')

describe('the ledger', () => {
  it('is created, keeps what is committed, and opens again where it ended', async () => {
    const path = file()
    const first = await openLedger(path, silent, admission)
    expect(first.lastSeq).toBe(0)
    await commitTo(first, [logged(1), logged(2)])
    await commitTo(
      first,
      Array.from({ length: 5_000 }, (_, n) => logged(n + 3)),
    )
    await first.close()
    const again = await openLedger(path, silent, admission)
    expect(again.lastSeq).toBe(5_002)
    await again.close()
    expect(
      await rowsOf(
        path,
        'SELECT count(*) AS n, count(DISTINCT seq) AS seqs, max(seq) AS last FROM coach_events',
      ),
    ).toEqual([{ n: '5002', seqs: '5002', last: '5002' }])
  })

  it('is refused to a second opener in the same process, who is told which process holds it', async () => {
    const path = file()
    const ledger = await openLedger(path, silent, admission)
    await expect(openLedger(path, silent, admission)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`is held by process ${process.pid}`),
    })
    await ledger.close()
    expect(readdirSync(join(path, '..'))).toEqual(['qa_runs.duckdb'])
  })

  it('takes over the lock file of a process that is gone', async () => {
    const path = file()
    writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.pid, started: 'long ago' }))
    const { pid } = spawnSync('true')
    writeFileSync(`${path}.lock.${pid}`, 'what it left when it was killed while it took it')
    const ledger = await openLedger(path, silent, admission)
    await ledger.close()
    expect(readdirSync(join(path, '..'))).toEqual(['qa_runs.duckdb'])
  })

  it('names in its lock file the process that holds it and where that one listens, for its owner alone', async () => {
    const path = file()
    expect(livingHolder(path)).toBe(null)
    const ledger = await openLedger(path, silent, admission)
    expect(livingHolder(path)).toEqual({ pid: process.pid, url: null, token: ledger.token })
    ledger.announce('http://127.0.0.1:4711')
    expect(livingHolder(path)).toEqual({
      pid: process.pid,
      url: 'http://127.0.0.1:4711',
      token: ledger.token,
    })
    expect(statSync(`${path}.lock`).mode & 0o777).toBe(0o600)
    await ledger.close()
    expect(readdirSync(join(path, '..'))).toEqual(['qa_runs.duckdb'])
    writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.pid, started: 'long ago' }))
    expect(livingHolder(path)).toBe(null)
  })

  it('clears away what a kill during its creation left', async () => {
    const path = file()
    writeFileSync(`${path}.creating`, 'half a file')
    const ledger = await openLedger(path, silent, admission)
    await ledger.close()
    expect(readdirSync(join(path, '..'))).toEqual(['qa_runs.duckdb'])
  })

  it('is not created anew where its log of events was left behind', async () => {
    const path = file()
    writeFileSync(`${path}.wal`, 'events')
    await expect(openLedger(path, silent, admission)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('is gone, but its log'),
    })
    expect(existsSync(path)).toBe(false)
  })

  it('with events missing is refused before anything is written', async () => {
    const path = file()
    const ledger = await openLedger(path, silent, admission)
    await commitTo(ledger, [logged(1), logged(3)])
    await ledger.close()
    await expect(openLedger(path, silent, admission)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('holds 2 events but its last one is number 3'),
    })
  })
})

describe('a ledger of an earlier version', () => {
  it('is settled again, and then is as if it had always been of this one', async () => {
    const folder = testFolder()
    const { ledgerFile } = paths(folder)
    const all = 'SELECT * FROM coach_events ORDER BY seq'
    const writer = await writerIn(folder)
    for (const sent of [
      event({ suggestion_id: 'a', agent_id: 'anna', occurred_at: '2026-07-01T09:00:00+02:00' }),
      event({ event: 'edited', suggestion_id: 'a', suggestion_used: 'mine' }),
      event({ event: 'accepted', event_id: '018f2a54-9c1e-7c4e-b4a5-0d6a3c1e2f70' }),
      event({ event: 'withheld', ab_test_bucket: 'off', session_id: 'two' }),
    ])
      expect((await postTo(writer.app, sent)).status).toBe(200)
    await writer.stop()
    const stored = await rowsOf(ledgerFile, all)
    await inDuck(ledgerFile, async (connection) => {
      await connection.run(`
        ALTER TABLE coach_events DROP text_known; ALTER TABLE coach_events DROP session_texts_known;
        UPDATE ledger_meta SET schema_version = 2`)
    })
    await (await openLedger(ledgerFile, silent, admission)).close()
    expect(await rowsOf(ledgerFile, all)).toEqual(stored)
  })
})

it('of an earlier version is redacted, and its final texts are looked at again', async () => {
  const folder = testFolder()
  const { ledgerFile } = paths(folder)
  const writer = await writerIn(folder, { redact: false, policies: () => NO_POLICIES })
  const id = '018f2a54-9c1e-7c4e-b4a5-0d6a3c1e2f70'
  const outcome = event({
    event: 'edited',
    suggestion_id: 'a',
    suggestion_used: 'Your SSN 123-45-6789 is safe.',
    event_id: id,
  })
  await postTo(writer.app, event({ suggestion_id: 'a', policy_refs: ['ADV-6.2', 'PII-SSN'] }))
  await postTo(writer.app, outcome)
  await writer.stop()
  const settled = `SELECT suggestion_used, prevented, shipped, content_digest FROM coach_events WHERE seq = 2`
  expect(await rowsOf(ledgerFile, settled)).toEqual([
    {
      suggestion_used: outcome.suggestion_used,
      prevented: ['ADV-6.2', 'PII-SSN'],
      shipped: [],
      content_digest: expect.any(String),
    },
  ])
  await inDuck(ledgerFile, (connection) => connection.run('UPDATE ledger_meta SET schema_version = 3'))
  expect(readFileSync(ledgerFile).includes('123-45-6789')).toBe(true)

  const later = await writerIn(folder)
  expect(await (await postTo(later.app, outcome)).json()).toMatchObject({ seq: 2, duplicate: true })
  await later.stop()
  expect(await rowsOf(ledgerFile, settled)).toEqual([
    {
      suggestion_used: 'Your SSN [SSN] is safe.',
      prevented: ['ADV-6.2'],
      shipped: ['PII-SSN'],
      content_digest: null,
    },
  ])
  expect(readFileSync(ledgerFile).includes('123-45-6789')).toBe(false)
})

describe('a file of the original system', () => {
  it('is migrated in place: every event in the order of its time, the original table kept', async () => {
    const folder = testFolder()
    const path = join(folder, 'qa_runs.duckdb')
    const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
    await writeOriginal(path, [
      [
        uuid(2),
        '2024-05-01 10:00:05',
        'accepted',
        's1',
        'We guarantee 20%',
        'We aim for',
        '["ADV-6.2"]',
        90,
        'on',
      ],
      [uuid(1), '2024-05-01 10:00:00', 'offered', 's1', 'We guarantee 20%', null, '["ADV-6.2"]', 300, 'on'],
      [
        'row-three',
        '2024-05-02 09:00:00.5',
        'rejected',
        's2',
        'Hello, SSN 123-45-6789',
        null,
        'TONE, DISC-1.1',
        10,
        null,
      ],
      [uuid(4), '2024-05-03 09:00:00', 'clicked', 's3', 'no event, SSN 123-45-6789', null, null, null, 'on'],
    ])
    const { json, post, stopWriter } = await productIn(folder)
    await post(event())
    expect(await json('/analytics/summary', { 'X-Min-Seq': '4' })).toMatchObject({
      total_events: 4,
      event_counts: { offered: 2, accepted: 1, rejected: 1 },
      accept_rate: 100,
      orphan_outcomes: 1,
      violations: { detected: 2, prevented: 1, shipped: 0 },
    })
    const local = (text: string) => new Date(text).toISOString()
    const { events } = (await json('/events/recent')) as unknown as { events: Record<string, unknown>[] }
    expect(
      events.slice(1).map(({ seq, id, ts, event, policy_refs }) => ({ seq, id, ts, event, policy_refs })),
    ).toEqual([
      {
        seq: 3,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ts: local('2024-05-02T09:00:00.500'),
        event: 'rejected',
        policy_refs: ['TONE', 'DISC-1.1'],
      },
      { seq: 2, id: uuid(2), ts: local('2024-05-01T10:00:05'), event: 'accepted', policy_refs: ['ADV-6.2'] },
      { seq: 1, id: uuid(1), ts: local('2024-05-01T10:00:00'), event: 'offered', policy_refs: ['ADV-6.2'] },
    ])
    await stopWriter()
    // Nor in pages of the file that are free.
    expect(readFileSync(path).includes('123-45-6789')).toBe(false)
    expect(await rowsOf(path, 'SELECT DISTINCT agent_draft FROM coach_events_original ORDER BY ALL')).toEqual(
      ['Hello, SSN [SSN]', 'We guarantee 20%', 'no event, SSN [SSN]'].map((agent_draft) => ({ agent_draft })),
    )
    expect(await rowsOf(path, 'SELECT agent_draft FROM coach_events WHERE seq = 3')).toEqual([
      { agent_draft: 'Hello, SSN [SSN]' },
    ])
    expect(await rowsOf(path, 'SELECT id FROM coach_events_original ORDER BY ts')).toEqual([
      { id: uuid(1) },
      { id: uuid(2) },
      { id: 'row-three' },
      { id: uuid(4) },
    ])
  })
})
