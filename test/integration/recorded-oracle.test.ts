// The judge of recorded runs has to find every fault: here are ledgers and books with one each.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inDuck } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { bodyOf, idOf } from '../support/recording/numbered-events.ts'
import { judgeBooks } from '../support/recording/oracle.ts'
import { openRecorder } from '../support/recording/recorder.ts'
import { type Told, toldBy } from '../support/recording/told.ts'

const EVENTS = 40
const stored = (seq: number): Told => ({ outcome: 'stored', as: '200', seq, duplicate: false })
const refused: Told = { outcome: 'refused', as: '429 queue-full', fault: null }
const unknown: Told = { outcome: 'unknown', as: 'cut off', fault: null }

const ledgerIn = (folder: string) => join(folder, 'qa_runs.duckdb')
const sound = mkdtempSync(join(tmpdir(), 'coach-effect-oracle-'))
afterAll(() => rmSync(sound, { recursive: true, force: true }))

/** A ledger of events 0…39 under seq 1…40. */
beforeAll(async () => {
  const events = Array.from({ length: EVENTS }, (_, n) => ({ seq: n + 1, ...JSON.parse(bodyOf(n)) }))
  const file = join(sound, 'events.json')
  writeFileSync(file, JSON.stringify(events))
  await inDuck(ledgerIn(sound), (connection) =>
    connection.run(`
      CREATE TABLE coach_events AS
      SELECT * RENAME (event_id AS id), NULL::VARCHAR AS suggestion_id, NULL::TIMESTAMPTZ AS occurred_at
      FROM read_json('${file}', columns = {seq: 'BIGINT', event_id: 'UUID', event: 'VARCHAR', session_id: 'VARCHAR',
        agent_draft: 'VARCHAR', suggestion_used: 'VARCHAR', policy_refs: 'VARCHAR[]', latency_ms: 'INTEGER',
        ab_test_bucket: 'VARCHAR', agent_id: 'VARCHAR'})`),
  )
})

/** What is found in that ledger after `sql`, when clients were told that it holds its events, and `more`. */
async function judgedAfter(sql: string, more: [number, Told][] = []) {
  const folder = testFolder()
  copyFileSync(ledgerIn(sound), ledgerIn(folder))
  if (sql !== '') await inDuck(ledgerIn(folder), (connection) => connection.run(sql))
  const recorder = openRecorder(folder, 'clients')
  for (let n = 0; n < EVENTS; n += 1) recorder.told(n, stored(n + 1), 1)
  for (const [n, told] of more) recorder.told(n, told, 1)
  recorder.close()
  return judgeBooks(folder)
}

const id = (n: number) => `'${idOf(n)}'`

it.each<[string, string, [number, Told][], string[]]>([
  ['nothing', '', [], []],
  [
    'the last event, lost, and nothing wrong with one whose outcome nobody knows',
    `DELETE FROM coach_events WHERE id = ${id(39)}`,
    [[50, unknown]],
    ['1 events acknowledged and not stored: [39]'],
  ],
  [
    'an event that is lost',
    `DELETE FROM coach_events WHERE id = ${id(7)}`,
    [],
    ['1 events acknowledged and not stored: [7]', '32 events behind a gap in seq: [8, 9, 10, 11, 12]'],
  ],
  [
    'an event that is stored twice',
    `INSERT INTO coach_events BY NAME SELECT * REPLACE (41 AS seq) FROM coach_events WHERE id = ${id(3)}`,
    [],
    ['1 events stored more than once: [3]', '1 events acknowledged under another seq: [3]'],
  ],
  ...[
    `agent_draft = agent_draft || ' '`,
    `suggestion_used = coalesce(suggestion_used, 'x') || '.'`,
    `policy_refs = policy_refs || ['x']`,
    'latency_ms = latency_ms + 1',
    `event = 'timeout'`,
    `session_id = ''`,
    `ab_test_bucket = 'both'`,
    'agent_id = NULL',
    `suggestion_id = ''`,
    'occurred_at = now()',
  ].map((change): [string, string, [number, Told][], string[]] => [
    `another content (${change})`,
    `UPDATE coach_events SET ${change} WHERE id = ${id(12)}`,
    [],
    ['1 events stored with other content: [12]'],
  ]),
  [
    'two events whose seqs are exchanged',
    'UPDATE coach_events SET seq = CASE seq WHEN 5 THEN 6 ELSE 5 END WHERE seq IN (5, 6)',
    [],
    ['2 events acknowledged under another seq: [4, 5]'],
  ],
  [
    'a repeat that was told another seq',
    '',
    [[9, stored(11)]],
    ['1 events acknowledged under another seq: [9]', '1 events acknowledged under several seqs: [9]'],
  ],
  [
    'an event that was refused and is stored',
    `INSERT INTO coach_events BY NAME SELECT * REPLACE (41 AS seq, ${id(45)}::UUID AS id) FROM coach_events WHERE seq = 1`,
    [[45, refused]],
    [
      '1 events stored with other content: [45]',
      '1 events stored although every answer said that it was not: [45]',
    ],
  ],
])('finds %s', async (_, sql, more, faults) => {
  expect((await judgedAfter(sql, more)).faults).toEqual(faults)
})

it('counts what is stored and what was acknowledged', async () => {
  expect(
    await judgedAfter('', [
      [50, unknown],
      [51, refused],
      [3, stored(4)],
    ]),
  ).toEqual({
    ...{ stored: EVENTS, acknowledged: EVENTS, faults: [] },
  })
})

it('an answer that asks for a retry without a time, and one that is no problem document, are faults', () => {
  const problem = (status: number, slug: string, headers: Record<string, string> = {}) =>
    toldBy({
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
      body: JSON.stringify({ type: `/problems/${slug}` }),
    })
  expect([
    problem(429, 'queue-full', { 'retry-after': '1' }),
    problem(503, 'outcome-unknown', { 'retry-after': '1' }),
    problem(503, 'writer-unavailable'),
    problem(422, 'invalid-event'),
    toldBy({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' }),
  ]).toEqual([
    { outcome: 'refused', as: '429 queue-full', fault: null },
    { outcome: 'unknown', as: '503 outcome-unknown', fault: null },
    { outcome: 'refused', as: '503 writer-unavailable', fault: '503 writer-unavailable without Retry-After' },
    { outcome: 'refused', as: '422 invalid-event', fault: null },
    { outcome: 'unknown', as: '502 no problem document', fault: '502 no problem document' },
  ])
})
