// `npm run import` into a ledger that no writer holds: what it refuses, recognises and says.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { fileIn, importFile, importHere, ndjson, stored, summary, uuid } from '../support/import.ts'
import { event, productIn, type Sent } from '../support/in-process.ts'
import { writeOriginal } from '../support/original.ts'

describe('npm run import', () => {
  it('names each row that is no event by its line, in the words of the API, and imports the rest', async () => {
    const folder = testFolder()
    const lines = [
      JSON.stringify(event({ event_id: uuid(1) })),
      '',
      JSON.stringify(event({ latency_ms: '12' })),
      '{"event":',
      JSON.stringify(event({ event: 'clicked', session_id: 'ä' })),
      JSON.stringify(event({ latency_ms: 12.0, policy_refs: ['ä'.repeat(100)], agent_draft: '\u000b' })),
      JSON.stringify(event({ policy_refs: ['A', 5] })),
      JSON.stringify(event({ event_id: uuid(1), latency_ms: 1 })),
      '{"event":"offered","session_id":"a","session_id":5,"agent_draft":"d","latency_ms":1}',
      '{"event":"offered","session_id":"a","agent_draft":"d","latency_ms":1,}',
      '{"event":"offered","session_id":"a","agent_draft":"d","latency_ms":1,"x":NaN}',
      JSON.stringify(event({ ts: 'yesterday' })),
      JSON.stringify(event({ ts: '2999-01-01T00:00:00Z' })),
      JSON.stringify(event({ agent_draft: 'x\0' })),
      '5',
    ]
    const file = fileIn(folder, 'events.jsonl', lines.join('\r\n'))
    const { code, output, errors } = await importFile(folder, file)
    expect({ code, output, errors: errors.split('\n') }).toEqual({
      code: 0,
      output: summary(2, 0, 12),
      errors: [
        'line 3: latency_ms: latency_ms must be a whole number of milliseconds',
        'line 4: the line is not valid JSON',
        'line 5: event: event must be one of offered, accepted, edited, rejected, timeout, withheld; session_id: session_id must be printable ASCII',
        'line 7: policy_refs.1: each policy must be a string',
        'line 8: event_id: This id already belongs to an event with other content',
        'line 9: session_id: session_id must not come twice',
        'line 10: the line is not valid JSON',
        'line 11: the line is not valid JSON',
        'line 12: ts: ts must be an RFC 3339 time',
        'line 13: ts: ts must not be more than a day in the future',
        'line 14: agent_draft: agent_draft must not hold NUL characters or lone surrogates',
        'line 15: Invalid input: expected object, received number',
        '',
      ],
    })
    expect(await stored(folder, 'seq, agent_draft')).toEqual([
      { seq: '1', agent_draft: event().agent_draft },
      { seq: '2', agent_draft: '\u000b' },
    ])
  })

  it('names the lines of a CSV file although its fields hold line breaks', async () => {
    const folder = testFolder()
    const file = fileIn(
      folder,
      'events.csv',
      `event,session_id,agent_draft,latency_ms
offered,s,"two
lines",1
offered,s,d,much

offered,s,d,1,too,many
offered,s,,2
`,
    )
    expect(await importHere(folder, file)).toEqual({
      code: 0,
      output: summary(1, 0, 3),
      errors: `line 4: latency_ms: latency_ms must be a whole number of milliseconds
line 6: Expected Number of Columns: 4 Found: 6
line 7: agent_draft: agent_draft must be a string
`,
    })
  })

  it('names the first twenty bad rows and counts the others', async () => {
    const folder = testFolder()
    const file = fileIn(folder, 'events.ndjson', '{}\n'.repeat(1_000))
    const { code, output, errors } = await importHere(folder, file)
    expect({ code, output }).toEqual({ code: 0, output: summary(0, 0, 1_000) })
    const lines = errors.trimEnd().split('\n')
    expect([lines.length, lines[19]?.slice(0, 15), lines[20]]).toEqual([
      21,
      'line 20: event:',
      'and 980 more',
    ])
  })

  it('keeps rows apart that are alike, and knows them again', async () => {
    const folder = testFolder()
    const same = event({ occurred_at: '2026-01-01T00:00:00+01:00' })
    const file = fileIn(folder, 'events.ndjson', ndjson(same, same, event(), event()))
    expect(await importHere(folder, file)).toMatchObject({ errors: '', output: summary(4, 0, 0) })
    expect(await importHere(folder, file)).toMatchObject({ errors: '', output: summary(0, 4, 0) })
    // Events that bring neither id nor time may be others in another file.
    const other = fileIn(folder, 'other.ndjson', ndjson(same, event()))
    expect(await importHere(folder, other)).toMatchObject({ errors: '', output: summary(1, 1, 0) })
  })

  it('brings in a database of the original system in the order of its local times', async () => {
    const folder = testFolder()
    const file = join(folder, 'original.duckdb')
    await writeOriginal(file, [
      ['row-three', '2024-05-02 09:00:00.5', 'rejected', 's2', 'Hello', null, 'TONE, DISC-1.1', 10, null],
      [uuid(2), '2024-05-01 10:00:05', 'accepted', 's1', 'We do', 'We aim', '["ADV-6.2"]', 90, 'on'],
      [uuid(1), '2024-05-01 10:00:00', 'offered', 's1', 'We do', null, '["ADV-6.2"]', 300, 'off'],
      [uuid(4), '2024-05-03 09:00:00', 'clicked', 's3', 'not an event', null, null, null, 'on'],
    ])
    expect(await importHere(folder, file)).toEqual({
      code: 0,
      output: summary(3, 0, 1),
      errors:
        'row 4: event: event must be one of offered, accepted, edited, rejected, timeout, withheld; latency_ms: latency_ms must be a whole number of milliseconds\n',
    })
    expect(await stored(folder, 'id, ts, ab_test_bucket, policy_refs, resolution')).toEqual([
      {
        id: uuid(1),
        ts: '2024-05-01T14:00:00.000Z',
        ab_test_bucket: 'off',
        policy_refs: ['ADV-6.2'],
        resolution: null,
      },
      {
        id: uuid(2),
        ts: '2024-05-01T14:00:05.000Z',
        ab_test_bucket: 'on',
        policy_refs: ['ADV-6.2'],
        resolution: 'first',
      },
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ts: '2024-05-02T13:00:00.500Z',
        ab_test_bucket: 'on',
        policy_refs: ['TONE', 'DISC-1.1'],
        resolution: 'orphan',
      },
    ])
  })

  it('says in one line why nothing could be done', async () => {
    const folder = testFolder()
    const missing = join(folder, 'missing.csv')
    expect(await importHere(folder, missing)).toEqual({
      code: 1,
      output: '',
      errors: `There is no file ${missing}.\n`,
    })
    const text = fileIn(folder, 'events.txt', 'x')
    expect(await importHere(folder, text)).toEqual({
      code: 1,
      output: '',
      errors: `${text} is none of the files that can be imported: .ndjson, .jsonl, .csv, .parquet, .duckdb.\n`,
    })
    const strange = fileIn(folder, 'strange.csv', 'a,b\n1,2\n')
    expect(await importHere(folder, strange)).toMatchObject({
      code: 1,
      output: '',
      errors: expect.stringMatching(
        /^The first line of .* names none of the columns of an event \(event, .*\)\.\n$/,
      ),
    })
    expect(readdirSync(folder).sort()).toEqual(['events.txt', 'strange.csv'])
  })

  it('is refused while another import or a restore holds the ledger', async () => {
    const folder = testFolder()
    const file = fileIn(folder, 'events.ndjson', ndjson(event()))
    writeFileSync(join(folder, 'qa_runs.duckdb.lock'), JSON.stringify({ pid: process.pid }))
    expect(await importFile(folder, file)).toMatchObject({
      code: 3,
      errors: expect.stringContaining(`is held by process ${process.pid}`),
    })
  })
})

describe('an event that was imported', () => {
  it('is recognised when a client posts it again, and not taken for another one', async () => {
    const folder = testFolder()
    const texts = ['plain', '\u0001\u000b\u001f\u007f\u2028', 'é "q" \\ / 🙂']
    const sent: Sent[] = texts.map((agent_draft, n) =>
      event({
        event_id: uuid(n),
        agent_draft,
        suggestion_used: texts[n] as string,
        policy_refs: ['Ä"', 'B'],
        suggestion_id: 's"',
        ...(n === 0 ? {} : { occurred_at: '2026-01-01T00:00:00.25+01:00' }),
      }),
    )
    expect(await importHere(folder, fileIn(folder, 'events.ndjson', ndjson(...sent)))).toMatchObject({
      output: summary(3, 0, 0),
    })
    const { post } = await productIn(folder)
    expect(await post(...sent)).toEqual(
      sent.map(({ event_id }, n) => ({ ok: true, event_id, seq: n + 1, duplicate: true })),
    )
    expect(await post({ ...sent[1], latency_ms: 1 }, { ...sent[1], occurred_at: undefined })).toMatchObject([
      { status: 422 },
      { status: 422 },
    ])
  })
})
