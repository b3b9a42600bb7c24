// What exports hold: the same rows in every format, as /events/recent shows them; each once, however often asked.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv, rowsOfCsv, rowsOfNdjson, rowsOfParquet } from '../support/exported.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, reportsIn, type Sent, writerIn } from '../support/in-process.ts'

/** So small that little data makes many windows, parts and chunks. */
const small = {
  window: 12,
  widestWindow: 48,
  part: 2,
  textRows: 5,
  textBytes: 150,
  parquetRows: 6,
  parquetBytes: 200,
}

const hostile = fc
  .array(
    fc.constantFrom(
      ...['"', '""', ',', '\n', '\r\n', '\r', '\t', '\u0001', '\u001f', '\u007f', '\u2028', "'", '\\', '\\n'],
      ...['=1+1', '+', '-', '@', ' ', 'ä', '漢', '😀', 'null', 'plain text', '{"a":1}', '\ufeff'],
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''))
const hostileEvent = fc.record({
  event: fc.constantFrom('offered', 'offered', 'accepted', 'edited', 'withheld'),
  session_id: fc.constantFrom('s1', 's,2', '"s3"', '=s4'),
  agent_draft: hostile.map((text) => text || 'draft'),
  suggestion_used: fc.option(hostile),
  policy_refs: fc.array(
    hostile.map((text) => text || 'TONE'),
    { maxLength: 2 },
  ),
  latency_ms: fc.integer({ min: 0, max: 3_600_000 }),
  ab_test_bucket: fc.constantFrom('on', 'off'),
  agent_id: fc.constantFrom(undefined, 'agent-1', '-agent, "2"'),
  suggestion_id: fc.constantFrom(undefined, 'sug-1', '@sug'),
  occurred_at: fc.constantFrom(undefined, '2026-07-01T09:00:00.123+02:00', '1999-12-31T23:59:59Z'),
})

const HOUR = 3_600_000
const START = Date.parse('2026-07-01T00:00:00Z')

type Reports = Awaited<ReturnType<typeof reportsIn>>

function query(parameters: Record<string, string | number | null>): URLSearchParams {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== null) asked.set(name, String(value))
  return asked
}

const exported = async ({ app }: Reports, format: string, asked: URLSearchParams) => {
  const response = await app.request(`/export/events.${format}?${asked}`)
  expect(response.status).toBe(200)
  return response
}

async function inEveryFormat(reports: Reports, asked: URLSearchParams, folder: string) {
  const parquet = await exported(reports, 'parquet', asked)
  return {
    csv: rowsOfCsv(await (await exported(reports, 'csv', asked)).text()),
    ndjson: rowsOfNdjson(await (await exported(reports, 'ndjson', asked)).text()),
    parquet: await rowsOfParquet(await parquet.arrayBuffer(), folder),
  }
}

describe('an export', () => {
  it('holds what /events/recent shows, whatever was sent and is asked for, in each format', async () => {
    const filters = fc.record({
      event: fc.constantFrom(null, null, 'offered', 'timeout'),
      bucket: fc.constantFrom(null, null, 'on'),
      policy: fc.constantFrom(null, null, 'TONE', 'plain text'),
      session_id: fc.constantFrom(null, null, 's,2', '=s4'),
      agent_id: fc.constantFrom(null, null, '-agent, "2"'),
      from: fc.constantFrom(null, null, 5, 9),
      to: fc.constantFrom(null, null, 10, 15),
      after_seq: fc.constantFrom(null, 0, 1, 7),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileEvent, { minLength: 8, maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(filters, { minLength: 3, maxLength: 4 }),
        async (events, size, asked) => {
          const folder = testFolder()
          let ticks = 0
          const writer = await writerIn(folder, {
            clock: () => {
              ticks += 1
              return START + Math.floor(ticks / 3) * HOUR
            },
          })
          const reports = await reportsIn(folder, 'none', small)
          for (let from = 0; from < events.length; from += size)
            await Promise.all(events.slice(from, from + size).map((row: Sent) => postTo(writer.app, row)))
          await reports.json('/events/stats', { 'X-Min-Seq': String(events.length) })
          const hour = (n: number | null) => (n === null ? null : new Date(START + n * HOUR).toISOString())
          for (const { after_seq, from, to, ...rest } of asked) {
            const scope = { ...rest, from: hour(from), to: hour(to) }
            const { events: newest } = (await reports.json(
              `/events/recent?${query({ ...scope, limit: 1_000 })}`,
            )) as unknown as { events: { seq: number }[] }
            const rows = newest.filter(({ seq }) => seq > (after_seq ?? 0)).reverse()
            const found = await inEveryFormat(reports, query({ ...scope, after_seq }), folder)
            expect(found).toEqual({ csv: rows, ndjson: rows, parquet: rows })
          }
          await writer.stop()
        },
      ),
      { numRuns: 4, endOnFailure: true }, // to shrink a failure would outlast the test's time
    )
  })

  it('names its snapshot, its file and its type, and its columns in the order of every format', async () => {
    const { app, post, json } = await productIn()
    await post(event(), event())
    await json('/events/stats', { 'X-Min-Seq': '2' })
    const names =
      'seq,id,ts,event,session_id,agent_id,suggestion_id,agent_draft,suggestion_used,policy_refs,latency_ms,ab_test_bucket,occurred_at,resolution,offer_seq'
    const headersOf = async (path: string, method = 'GET') => {
      const { headers, body, status } = await app.request(path, { method })
      const text = body === null ? '' : await new Response(body).text()
      const sent = ['content-type', 'content-disposition', 'cache-control', 'x-as-of-seq']
      return { status, text, headers: sent.map((name) => headers.get(name)) }
    }
    const csv = await headersOf('/export/events.csv?after_seq=1')
    expect([csv.headers, csv.text.split('\r\n')[0]]).toEqual([
      [
        'text/csv; charset=utf-8; header=present',
        'attachment; filename="events-after-1-to-2.csv"',
        'no-store',
        '2',
      ],
      names,
    ])
    const ndjson = await headersOf('/export/events.ndjson')
    expect([ndjson.headers, Object.keys(rowsOfNdjson(ndjson.text)[0] as object).join(',')]).toEqual([
      ['application/x-ndjson', 'attachment; filename="events-to-2.ndjson"', 'no-store', '2'],
      names,
    ])
    const parquet = ['application/vnd.apache.parquet', 'attachment; filename="events-to-2.parquet"']
    for (const _ of ['no export is left under way by HEAD', 'nor by the second', 'nor the third'])
      expect(await headersOf('/export/events.parquet', 'HEAD')).toEqual({
        status: 200,
        text: '',
        headers: [...parquet, 'no-store', '2'],
      })
    expect((await headersOf('/export/events.parquet')).headers).toEqual([...parquet, 'no-store', '2'])
  })

  it('of nothing is a header alone, no line, or a typed file without rows', async () => {
    const { app, post, json, folder } = await productIn()
    const none = { csv: [], ndjson: [], parquet: [] }
    const reports = { app } as Reports
    await json('/events/stats') // something is published, and it holds no event
    expect(await inEveryFormat(reports, query({}), folder)).toEqual(none)
    await post(event())
    await json('/events/stats', { 'X-Min-Seq': '1' })
    expect(await inEveryFormat(reports, query({ after_seq: 1 }), folder)).toEqual(none)
    expect(await inEveryFormat(reports, query({ session_id: 'nobody' }), folder)).toEqual(none)
  })

  it('refuses what it cannot understand, naming it, and what no snapshot holds yet', async () => {
    const { app, post } = await productIn()
    await post(event())
    for (const [path, status, fields] of [
      ['csv?after_seq=-1', 400, ['after_seq']],
      ['ndjson?after_seq=1.5', 400, ['after_seq']],
      ['parquet?from=yesterday', 400, ['from']],
      ['csv?spreadsheet=yes&after_seq=x', 400, ['after_seq', 'spreadsheet']],
      ['ndjson?event=lost', 400, ['event']],
      // An instance that is behind must not tell the client to go on from an earlier seq than it has.
      ['ndjson?after_seq=99', 503, undefined],
    ] as const) {
      const response = await app.request(`/export/events.${path}`)
      const problem = (await response.json()) as { errors?: { path: string }[] }
      expect([response.status, problem.errors?.map((error) => error.path)]).toEqual([status, fields])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    }
    expect((await app.request('/export/events.csv', { method: 'POST' })).headers.get('allow')).toBe(
      'GET, HEAD',
    )
  })

  it('for a spreadsheet disarms formulas, and only then; CSV tells null from an empty text', async () => {
    const { app, post, json } = await productIn()
    const drafts = ['=1+1', '+1', '-1', '@a', '\tb', '\rc', 'd=1', '="e,f"']
    await post(...drafts.map((agent_draft) => event({ agent_draft, suggestion_used: null })))
    await post(event({ agent_id: '=A1', suggestion_used: '' }))
    await json('/events/stats', { 'X-Min-Seq': '9' })
    const cells = async (path: string) =>
      parseCsv(await (await app.request(path)).text()).map((line) => [line[5], line[7], line[8]])
    expect((await cells('/export/events.csv')).slice(1)).toEqual([
      ...drafts.map((draft) => [null, draft, null]),
      ['=A1', 'We guarantee 20% returns with no risk.', ''],
    ])
    expect((await cells('/export/events.csv?spreadsheet=true')).slice(1)).toEqual([
      ...drafts.map((draft) => [null, draft.startsWith('d') ? draft : `'${draft}`, null]),
      ["'=A1", 'We guarantee 20% returns with no risk.', ''],
    ])
  })
})

describe('exports with after_seq', () => {
  it('give every event once while writing goes on', async () => {
    const folder = testFolder()
    const writer = await writerIn(folder, { publishIntervalMs: 1 })
    const { app, json } = await reportsIn(folder, 'none', small)
    const count = 120
    const writing = (async () => {
      for (let n = 1; n <= count; n += 1) await postTo(writer.app, event({ latency_ms: n }))
    })()
    await json('/events/stats', { 'X-Min-Seq': '1' })
    const seen: number[] = []
    for (let after = '0'; seen.length < count; ) {
      const response = await app.request(`/export/events.ndjson?after_seq=${after}`)
      seen.push(...rowsOfNdjson(await response.text()).map(({ latency_ms }) => latency_ms as number))
      after = response.headers.get('x-as-of-seq') ?? ''
    }
    await writing
    expect(seen).toEqual(Array.from({ length: count }, (_, n) => n + 1))
  })
})
