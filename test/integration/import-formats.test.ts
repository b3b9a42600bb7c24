// `npm run import` of files of every kind: the same events from each, in the order of the file.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { fileIn, importHere, ndjson, stored, summary, uuid } from '../support/import.ts'
import { event } from '../support/in-process.ts'
import { writeTable } from '../support/original.ts'

const draft = 'Zeile 1\n"2", 🙂'
const FORMATS: [string, (folder: string) => string | Promise<string>][] = [
  [
    'events.ndjson',
    (folder) =>
      fileIn(
        folder,
        'events.ndjson',
        ndjson(
          event({
            event_id: uuid(1),
            ts: '2026-01-01T10:00:00Z',
            agent_draft: draft,
            policy_refs: ['A', 'B, C'],
          }),
          event({
            event: 'rejected',
            id: uuid(2),
            ts: '2026-01-01 05:00:01',
            agent_draft: draft,
            agent_id: null,
          }),
        ),
      ),
  ],
  [
    'events.csv',
    (folder) =>
      fileIn(
        folder,
        'events.csv',
        `id,ts,event,session_id,agent_draft,suggestion_used,policy_refs,latency_ms,agent_id,more
${uuid(1)},2026-01-01T10:00:00Z,offered,session-1,"Zeile 1\n""2"", 🙂",,"[""A"", ""B, C""]",320,,x
${uuid(2)},2026-01-01 05:00:01,rejected,session-1,"Zeile 1\n""2"", 🙂",,ADV-6.2,320,,x
`,
      ),
  ],
  ...(['events.parquet', 'events.duckdb'] as const).map(
    (name): [string, (folder: string) => Promise<string>] => [
      name,
      (folder) =>
        writeTable(
          join(folder, name),
          `SELECT '${uuid(1)}'::UUID AS id, TIMESTAMPTZ '2026-01-01T10:00:00Z' AS ts, 'offered' AS event,
           'session-1' AS session_id, '${draft}' AS agent_draft, ['A', 'B, C'] AS policy_refs, 320 AS latency_ms,
           NULL::VARCHAR AS agent_id, 1 AS more
         UNION ALL SELECT '${uuid(2)}', '2026-01-01T10:00:01Z', 'rejected', 'session-1', '${draft}', ['ADV-6.2'], 320, NULL, 2
         UNION ALL SELECT '${uuid(2)}', '2026-01-01T10:00:01Z', 'rejected', 'session-1', '${draft}', ['ADV-6.2'], 320, NULL, 2`,
        ),
    ],
  ),
]

describe('npm run import', () => {
  it.each(FORMATS)('brings in %s, each event settled, and a second time nothing', async (name, write) => {
    const folder = testFolder()
    const file = await write(folder)
    const twice = name.endsWith('.parquet') || name.endsWith('.duckdb') ? 1 : 0
    expect(await importHere(folder, file)).toEqual({ code: 0, errors: '', output: summary(2, twice, 0) })
    const before = await stored(folder)
    expect(before).toMatchObject([
      {
        seq: '1',
        id: uuid(1),
        ts: '2026-01-01T10:00:00.000Z',
        event: 'offered',
        agent_draft: draft,
        suggestion_used: null,
        policy_refs: ['A', 'B, C'],
        latency_ms: 320,
        ab_test_bucket: 'on',
        agent_id: null,
        session_first: true,
        session_new_policies: ['A', 'B, C'],
      },
      {
        seq: '2',
        id: uuid(2),
        ts: '2026-01-01T10:00:01.000Z',
        event: 'rejected',
        policy_refs: ['ADV-6.2'],
        resolution: 'first',
        offer_seq: '1',
        offer_policies: ['A', 'B, C'],
        shipped: ['A', 'B, C'],
        session_drafts: 1,
      },
    ])
    expect(await importHere(folder, file)).toEqual({ code: 0, errors: '', output: summary(0, 2 + twice, 0) })
    expect(await stored(folder)).toEqual(before)
    expect(readdirSync(folder).sort()).toEqual([name, 'qa_runs.duckdb'].sort())
  })

  // As many rows as DuckDB reads with several threads: by row group, by 8 MB of CSV, by 32 MB of JSON.
  it.each([
    ['many.ndjson', 300_000],
    ['many.csv', 150_000],
    ['many.parquet', 150_000],
  ])(
    'keeps the order of %s, however many cores read it',
    async (name, rows) => {
      const folder = testFolder()
      const file = await writeTable(
        join(folder, name),
        `SELECT 'offered' AS event, 's' || (i % 1000) AS session_id, 'draft ' || i AS agent_draft, i % 3000 AS latency_ms,
                ${name.endsWith('.csv') ? 'to_json' : ''}(['P' || (i % 7)]) AS policy_refs, md5(i::VARCHAR)::UUID AS id
         FROM range(${rows}) t(i)`,
      )
      expect(await importHere(folder, file)).toEqual({ code: 0, errors: '', output: summary(rows, 0, 0) })
      const ledger = join(folder, 'qa_runs.duckdb')
      // In the order of seq, and lying in it: what is published is read without sorting.
      expect(
        await rowsOf(
          ledger,
          `SELECT count(*) AS n, count_if(agent_draft <> 'draft ' || (seq - 1)) AS misplaced,
                  count_if(rowid <> seq - 1) AS elsewhere, count_if(session_first) AS sessions FROM coach_events`,
        ),
      ).toEqual([{ n: String(rows), misplaced: '0', elsewhere: '0', sessions: '1000' }])
    },
    120_000,
  )
})
