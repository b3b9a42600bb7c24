// Staging against the schema of the API: the same rows accepted, with the same values.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Event, eventSchema } from '../../functions/event.ts'
import { type Staged, stage } from '../../functions/write/import/stage.ts'
import { rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { fileIn, ndjson } from '../support/import.ts'
import { event } from '../support/in-process.ts'
import { writeTable } from '../support/original.ts'
import { admission, admitted } from '../support/policies.ts'

const stageFile = (folder: string, file: string): Promise<Staged> =>
  stage({ ...{ file, folder, admission }, now: Date.now(), onProgress: () => {} })

const texts = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'd',
    '\0',
    '\u000b\u001f\u007f\u2028',
    '\\u0000 "é" \\ / 🙂',
    5,
    null,
    ['d'],
    true,
  ),
  fc.constantFrom(
    'My SSN is 123-45-6789.',
    'Karte ４１１１ 1111 1111 1111 🙂',
    'x'.repeat(20_000),
    'x'.repeat(20_001),
    '🙂'.repeat(10_000),
    'é'.repeat(20_000),
    '🙂'.repeat(10_001),
  ),
  fc.string({ unit: 'binary' }),
)
const ids = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>('s', 'a "b" \\ c', 'x'.repeat(200)) },
  fc.constantFrom<unknown>('', 'é', 'a\tb', '\u007f', 'x'.repeat(201), 7, null, {}),
)
const times = fc.oneof(
  fc.constantFrom<unknown>(
    '2026-01-01T00:00:00Z',
    '2024-02-29T23:59:59.123456+05:30',
    '2026-01-01T00:00-01:00',
  ),
  fc.constantFrom<unknown>(
    '2025-02-29T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00',
    'infinity',
    'epoch',
    5,
    null,
  ),
)
const sample = fc.record(
  {
    event: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.constantFrom<unknown>(
          'offered',
          'accepted',
          'edited',
          'rejected',
          'timeout',
          'withheld',
        ),
      },
      fc.constantFrom<unknown>('clicked', 'Offered', null, 1),
    ),
    session_id: ids,
    agent_draft: texts,
    suggestion_used: texts,
    policy_refs: fc.oneof(
      fc.array(fc.constantFrom('A', 'Ä"\\', '🙂\n'), { maxLength: 3 }),
      fc.constantFrom<unknown>(
        'A',
        ['A', 5],
        [''],
        [null],
        [['A']],
        {},
        null,
        ['é'.repeat(100)],
        ['é'.repeat(101)],
        Array(51).fill('A'),
      ),
    ),
    latency_ms: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<unknown>(0, 12, 3_600_000) },
      fc.constantFrom<unknown>(-1, 3_600_001, 1.5, 1e21, '12', null, true),
    ),
    ab_test_bucket: fc.constantFrom<unknown>('on', 'off', 'on', 'off', 'both', null),
    event_id: fc.oneof(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
      fc.constantFrom<unknown>(
        'x',
        '{00000000-0000-4000-8000-000000000000}',
        '00000000000040008000000000000000',
        5,
      ),
    ),
    suggestion_id: ids,
    agent_id: ids,
    occurred_at: times,
    more: fc.constantFrom<unknown>(1, 'NaN', [1, 'a,]'], { event: 'x' }),
  },
  { requiredKeys: ['event', 'session_id', 'agent_draft', 'latency_ms'] },
)

/** What comes in of it through the API; in a file a null is an absent value. */
const asPosted = (given: object): Event | null => {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
  const { data } = eventSchema.safeParse(present)
  return data === undefined ? null : { ...data, ...admitted(data).event }
}

it('accepts of a file what the API would accept, with the same values', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sample, { minLength: 150, maxLength: 150 }), async (rows) => {
      const folder = testFolder()
      const file = fileIn(folder, 'rows.ndjson', ndjson(...rows))
      const { path, refusals } = await stageFile(folder, file)
      const accepted = rows.map((row, index) => ({ row: index + 1, event: asPosted(row) }))
      const events = accepted.filter((entry): entry is { row: number; event: Event } => entry.event !== null)
      expect(refusals.count).toBe(rows.length - events.length)
      expect(
        await rowsOf(
          path,
          `SELECT file_row::INTEGER AS row, CASE WHEN own_id THEN id END AS event_id, * EXCLUDE (file_row, id, own_id,
             occurred_at, ts, has_time, used, violated), epoch_ms(occurred_at)::DOUBLE AS occurred_at
           FROM events ORDER BY rowid`,
        ),
      ).toEqual(
        events.map(({ row, event: { occurred_at, ...event } }) => ({
          row,
          event_id: null,
          suggestion_id: null,
          agent_id: null,
          ...event,
          occurred_at: occurred_at === undefined ? null : Date.parse(occurred_at),
        })),
      )
    }),
    { numRuns: 15, endOnFailure: true },
  )
}, 120_000)

it.each(['ndjson', 'csv', 'parquet', 'duckdb'])('judges ordinary rows of .%s in bulk', async (kind) => {
  const folder = testFolder()
  const file = join(folder, `ordinary.${kind}`)
  const refs = kind === 'csv' ? `'["A", "B"]'` : `['A', 'B']`
  if (kind === 'ndjson')
    writeFileSync(
      file,
      ndjson(
        event({ ts: '2026-01-01T00:00:00.5Z', seq: 1 }),
        event({ agent_id: null, event_id: crypto.randomUUID() }),
      ),
    )
  else
    await writeTable(
      file,
      `SELECT i AS seq, uuid() AS id, now()::TIMESTAMPTZ AS ts, 'offered' AS event, 's' AS session_id, 'Ä "d"' AS agent_draft,
              ${refs} AS policy_refs, i AS latency_ms, NULL AS agent_id FROM range(2) t(i)`,
    )
  const { path, rows } = await stageFile(folder, file)
  expect(rows).toBe(2)
  const tables = await rowsOf(path, `SELECT table_name FROM duckdb_tables() ORDER BY ALL`)
  expect(tables).toEqual([{ table_name: 'events' }, { table_name: 'repeats' }])
})
