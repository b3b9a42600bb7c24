// What clients of batches write down: of every answer what it says of each row, and each thing that it may not say.
import { expect, it } from 'vitest'
import { mulberry32 } from '../../functions/cli/mulberry32.ts'
import { inDuck } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { productIn } from '../support/in-process.ts'
import { type Batch, drawBatch, requestOf } from '../support/recording/batch.ts'
import { judgeBooks } from '../support/recording/oracle.ts'
import { openRecorder } from '../support/recording/recorder.ts'
import type { Answer } from '../support/recording/told.ts'
import { toldByBatch } from '../support/recording/told-of-batch.ts'

const plain: Batch = { rows: [4, 5, 6], bad: null, atomic: null, ndjson: true, gzip: false }
const atomic: Batch = { ...plain, atomic: 'batch-4' }
const bad = { index: 1, how: 'a negative latency' } as const
const refusedRow = { index: 1, errors: [{ path: 'latency_ms', message: 'Too small' }] }
const inFlight = { index: 2, errors: [{ message: 'An event with this id is being stored right now. …' }] }

const receipt = (changes: object): Answer => ({
  status: 200,
  headers: {},
  body: JSON.stringify({
    ...{ ok: true, accepted: 3, duplicates: 0, first_seq: 1, last_seq: 3, rejected: [] },
    ...changes,
  }),
})
const invalid = (...paths: string[]): Answer => ({
  status: 422,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: '/problems/invalid-event', errors: paths.map((path) => ({ path })) }),
})

it.each<[string, Batch, Answer, boolean, string | null]>([
  ['nothing of a batch that was taken', plain, receipt({}), false, null],
  ['nothing of a bad row', { ...plain, bad }, receipt({ accepted: 2, rejected: [refusedRow] }), false, null],
  ['nothing of a row that is in flight', plain, receipt({ accepted: 2, rejected: [inFlight] }), false, null],
  ['nothing of a repeat', plain, receipt({ accepted: 1, duplicates: 2 }), true, null],
  ['nothing of an atomic batch with a bad row', { ...atomic, bad }, invalid('1.latency_ms'), false, null],
  [
    'a good row that was refused',
    plain,
    receipt({ accepted: 2, rejected: [refusedRow] }),
    false,
    'a batch refused a good row: Too small',
  ],
  [
    'a bad row that was taken',
    { ...plain, bad },
    receipt({}),
    false,
    'a batch took a row with a negative latency',
  ],
  [
    'a row that is in no count',
    plain,
    receipt({ accepted: 2 }),
    false,
    'the counts of a batch do not add up',
  ],
  [
    'duplicates of what was never sent before',
    plain,
    receipt({ accepted: 1, duplicates: 2 }),
    false,
    'a batch that was sent once was told of duplicates',
  ],
  [
    'an atomic batch in part',
    atomic,
    receipt({ accepted: 1, duplicates: 2 }),
    true,
    'an atomic batch was taken in part',
  ],
  [
    'others between an atomic batch',
    atomic,
    receipt({ last_seq: 4 }),
    false,
    'an atomic batch has others between its events',
  ],
  [
    'an atomic batch with a bad row in it',
    { ...atomic, bad },
    receipt({ accepted: 2, rejected: [refusedRow] }),
    false,
    'an atomic batch was taken with a negative latency in it',
  ],
  [
    'a good row that is blamed',
    { ...atomic, bad },
    invalid('1.latency_ms', '2.event'),
    false,
    'an atomic batch was refused for its rows 1,2, of which 1 is bad',
  ],
])('an answer to a batch: finds %s', (_, batch, answer, repeated, fault) => {
  expect(toldByBatch(batch, answer, repeated).fault).toBe(fault)
})

it('a receipt says of each row whether it is stored, and between which seqs', () => {
  const answer = receipt({ accepted: 2, last_seq: 2, rejected: [refusedRow] })
  expect(toldByBatch({ ...plain, bad }, answer, false).rows).toEqual([
    { n: 4, outcome: 'stored', seqs: [1, 2] },
    { n: 5, outcome: 'refused', seqs: null },
    { n: 6, outcome: 'stored', seqs: [1, 2] },
  ])
})

it('of a batch in every form a product stores the good rows; and a part of an atomic one that is lost is found', async () => {
  const { app, folder, ledgerFile, stopWriter } = await productIn(testFolder())
  const recorder = openRecorder(folder, 'clients')
  const random = mulberry32(7)
  const whole: Batch[] = []
  for (let first = 0; first < 400; ) {
    const batch = drawBatch(random, first, 20)
    first += batch.rows.length
    const { path, headers, body } = requestOf(batch)
    const answer = await app.request(path, { method: 'POST', headers, body })
    const told = toldByBatch(
      batch,
      {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      },
      false,
    )
    recorder.toldOfBatch(batch, told, 1)
    if (batch.atomic !== null && batch.bad === null && batch.rows.length > 1) whole.push(batch)
  }
  recorder.close()
  await stopWriter()
  expect(recorder.faults).toEqual({})
  expect(recorder.answers).toEqual({
    'batch 200': expect.any(Number),
    'batch 422 invalid-event': expect.any(Number),
  })
  expect((await judgeBooks(folder)).faults).toEqual([])

  const [n = 0, other = 0] = whole[0]?.rows ?? []
  await inDuck(ledgerFile, (connection) =>
    connection.run(`DELETE FROM coach_events WHERE id::VARCHAR LIKE '%${String(n).padStart(12, '0')}'`),
  )
  expect((await judgeBooks(folder)).faults).toContainEqual(
    expect.stringMatching(
      new RegExp(
        `^\\d+ events stored of a batch that was to be stored whole or not at all, without the rest of it: \\[${other}\\b`,
      ),
    ),
  )
})
