// No social security or card number that comes in, however it is written and by whatever entrance, is anywhere afterwards:
// in the ledger, its journal and its log, what is published, the service's own log, a page, an answer.
import { execFileSync } from 'node:child_process'
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import type { WriterOptions } from '../../functions/write/service.ts'
import { rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { fileIn, importHere, ndjson, stored } from '../support/import.ts'
import { event, paths, postTo, reportsIn, type Sent, serveWriter, writerIn } from '../support/in-process.ts'
import { writeOriginal, writeTable } from '../support/original.ts'
import { manifestIn, published } from '../support/published.ts'
import { secretsIn, secretTexts } from '../support/secret-numbers.ts'
import { verifyHere } from '../support/verify.ts'
import { waitFor } from '../support/wait-for.ts'

const EVENTS = 10_000
const KINDS = ['offered', 'edited', 'accepted', 'withheld', 'rejected']

/** Events in endless variety, and the numbers of all that were taken. */
function secretEvents(seed: number) {
  const texts = secretTexts(seed)
  const numbers = new Set<string>()
  let taken = 0
  const text = () => {
    const { value } = texts.next()
    for (const number of value.numbers) numbers.add(number)
    return value.text
  }
  const next = (): Sent => {
    taken += 1
    return event({
      event: KINDS[taken % KINDS.length],
      session_id: `s${taken % 97}`,
      agent_draft: text(),
      suggestion_used: taken % KINDS.length === 1 || taken % KINDS.length === 2 ? text() : null,
      policy_refs: ['PII-SSN', 'PII-PAN'],
      event_id: taken % 3 === 0 ? crypto.randomUUID() : undefined,
    })
  }
  return {
    numbers,
    text,
    next,
    many: (count: number) => Array.from({ length: count }, next),
    taken: () => taken,
  }
}

/** The writer's log, everything that it would ever say. */
function recordedLog() {
  const lines: string[] = []
  const stream = new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) })
  return { log: pino({ level: 'trace' }, stream), lines }
}

/** What stands in the files of a folder, as far as it is text. */
const filesIn = (folder: string) =>
  (readdirSync(folder, { recursive: true, withFileTypes: true }) as Dirent[])
    .filter((entry) => entry.isFile())
    .map(
      (entry) =>
        readFileSync(join(entry.parentPath, entry.name), 'latin1') +
        readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    )

/** A copy by another process, while the writer runs: to look into its files would take its lock away. */
function copyOf(folder: string) {
  const copy = testFolder()
  execFileSync('cp', ['-r', folder, copy])
  return filesIn(copy)
}

async function product(folder: string, options: Partial<WriterOptions> = {}) {
  const { log, lines } = recordedLog()
  const writer = await serveWriter(folder, { log, ...options })
  onTestFinished(writer.stop)
  const reports = await reportsIn(folder, writer.url)
  /** Resolves when the report group sees the writer: on a busy machine it may lose sight of it for a moment. */
  const up = () => waitFor('the writer to be seen', () => reports.writer.status.state === 'up')
  await up()
  return { ...reports, writer, lines, up }
}

const batch = (
  app: Parameters<typeof postTo>[0],
  body: string | Uint8Array,
  headers: Record<string, string>,
  query = '',
) => app.request(`/events/coach/batch${query}`, { method: 'POST', headers, body })

const JSON_TYPE = { 'Content-Type': 'application/json' }
const NDJSON_TYPE = { 'Content-Type': 'application/x-ndjson' }

it('of 10,000 events by every entrance nothing of a number is left anywhere', async () => {
  const folder = testFolder()
  const secret = secretEvents(1)
  const { ledgerFile } = paths(folder)
  const { app, writer, lines, up } = await product(folder)
  const answers: string[] = []
  const answered = async (answer: Response | Promise<Response>) => {
    const text = await (await answer).text()
    answers.push(text)
    return text
  }
  // One by one, through a report instance and to the writer itself; and what is refused.
  for (let group = 0; group < 10; group += 1) {
    await up()
    await Promise.all(secret.many(50).map((sent) => answered(postTo(app, sent))))
    await Promise.all(secret.many(50).map((sent) => answered(postTo(writer.app, sent))))
  }
  await up()
  const gzipped = { ...JSON_TYPE, 'Content-Encoding': 'gzip' }
  await answered(postTo(app, gzipSync(JSON.stringify(secret.next())), gzipped))
  const accepted = secret.taken()
  for (const wrong of [
    { event: secret.text() },
    { session_id: secret.text() },
    { latency_ms: secret.text() },
    { policy_refs: [{ x: secret.text() }] },
  ])
    await answered(postTo(app, event({ agent_draft: secret.text(), ...wrong })))
  await answered(postTo(app, `{"agent_draft": "${secret.text()}", oops`))
  // Batches.
  await up()
  await answered(
    batch(app, JSON.stringify([...secret.many(1_000), { agent_draft: secret.text() }]), JSON_TYPE),
  )
  await answered(
    batch(app, gzipSync(ndjson(...secret.many(1_999))), { ...NDJSON_TYPE, 'Content-Encoding': 'gzip' }),
  )
  await answered(batch(app, `${ndjson(...secret.many(1_000))}${secret.text()}\n`, NDJSON_TYPE))
  await up()
  await answered(batch(app, JSON.stringify(secret.many(1_000)), JSON_TYPE, '?atomic=true'))
  // A file through the writer, with rows that are no events.
  const through = fileIn(
    testFolder(),
    'events.ndjson',
    `${ndjson(...secret.many(1_000), event({ agent_draft: secret.text(), latency_ms: -1 }))}${JSON.stringify(secret.text())}\n{"x": ${secret.text()}\n`,
  )
  const imported = await importHere(folder, through)
  expect(imported.code).toBe(0)
  const whileRunning = copyOf(folder)
  const seq = accepted + 1_000 + 1_999 + 1_000 + 1_000 + 1_000

  const pages = [
    ...['/reports', '/reports.html', '/events?limit=200', '/events/7', '/events/session?session_id=s7'],
    ...['/events/recent?limit=1000', '/events/stats', '/analytics/examples?limit=50', '/analytics/policies'],
    ...['/export/events.csv', '/export/events.ndjson'],
  ]
  const shown: string[] = []
  for (const page of pages)
    shown.push(
      await (
        await app.request(page, { headers: { 'X-Min-Seq': String(seq), Accept: 'text/html, */*' } })
      ).text(),
    )
  await writer.stop()

  // Files into the stopped ledger; and a ledger of the original system.
  const rest = EVENTS - seq
  const csv = fileIn(testFolder(), 'rest.ndjson', ndjson(...secret.many(rest)))
  const source = `SELECT * FROM read_ndjson('${csv}')`
  const third = Math.floor(rest / 3)
  const part = (n: number) => `${source} LIMIT ${n === 2 ? rest - 2 * third : third} OFFSET ${n * third}`
  const said: unknown[] = [imported]
  const csvRow = ({ event: kind, session_id, agent_draft, suggestion_used, latency_ms }: Sent) =>
    [kind, session_id, agent_draft, suggestion_used ?? '', latency_ms]
      .map((cell) => `"${String(cell).replaceAll('"', '""')}"`)
      .join(',')
  const table = fileIn(
    testFolder(),
    'rest.csv',
    `event,session_id,agent_draft,suggestion_used,latency_ms\n${secret.many(50).map(csvRow).join('\n')}\n"${secret.text()}"\n`,
  )
  const broken = fileIn(testFolder(), 'broken.csv', `event,agent_draft\n"${secret.text()}\n`)
  for (const file of [
    await writeTable(join(testFolder(), 'part.parquet'), part(0)),
    await writeTable(join(testFolder(), 'part.duckdb'), part(1)),
    await writeTable(join(testFolder(), 'part2.parquet'), part(2)),
    ...[table, broken],
  ])
    said.push(await importHere(folder, file))
  const again = await writerIn(folder)
  await waitFor('all to be published', () => manifestIn(folder).watermark >= EVENTS)
  await again.stop()

  const ledger = JSON.stringify(await stored(folder))
  const segments = await Promise.all(
    manifestIn(folder).segments.map(({ events }) =>
      rowsOf(ledgerFile, `SELECT * FROM read_parquet('${published(folder, events.name)}')`),
    ),
  )
  const places = {
    ...{ whileRunning, answers, lines, shown, files: filesIn(folder) },
    said: said.map((one) => JSON.stringify(one)),
    ledger: [ledger],
    segments: segments.map((rows) => JSON.stringify(rows)),
  }
  expect(segments.flat().length).toBe(manifestIn(folder).watermark)
  expect(manifestIn(folder).watermark).toBeGreaterThanOrEqual(EVENTS)
  expect(ledger).toContain('[SSN]')
  expect(shown.join('')).toContain('[CARD]')
  for (const [place, texts] of Object.entries(places))
    expect({ place, left: texts.flatMap((text) => secretsIn(text, secret.numbers)) }).toEqual({
      place,
      left: [],
    })
  expect(await verifyHere(folder)).toMatchObject({ code: 0, errors: '' })
}, 120_000)

it('with REDACT=off texts are kept as they were sent, and are found where they stand', async () => {
  const folder = testFolder()
  const secret = secretEvents(2)
  const { app, writer } = await product(folder, { redact: false })
  await Promise.all(secret.many(20).map((sent) => postTo(app, sent)))
  const numbers = secret.numbers.size
  expect(new Set(copyOf(folder).flatMap((text) => secretsIn(text, secret.numbers))).size).toBe(numbers)
  await writer.stop()
  expect(new Set(secretsIn(JSON.stringify(await stored(folder)), secret.numbers)).size).toBe(numbers)
  const { code, errors } = await verifyHere(folder)
  expect({ code, errors: errors.replaceAll(/events-\S+/g, 'FILE') }).toEqual({
    code: 1,
    errors: expect.stringMatching(
      /^(events? [\d-]+: a text holds what policies redact, in FILE \(README: Redaction\)\n)+$/,
    ),
  })
  expect(secretsIn(errors, secret.numbers)).toEqual([])
})

it('a ledger of the original system is redacted with all that it kept', async () => {
  const folder = testFolder()
  const secret = secretEvents(3)
  const { ledgerFile } = paths(folder)
  await writeOriginal(
    ledgerFile,
    Array.from({ length: 200 }, (_, n) => [
      ...[
        crypto.randomUUID(),
        `2024-05-01 10:${10 + (n % 50)}:00`,
        n % 9 === 0 ? 'clicked' : 'edited',
        `s${n}`,
      ],
      ...[secret.text(), secret.text(), '["PII-SSN"]', 90, 'on'],
    ]) as Parameters<typeof writeOriginal>[1],
  )
  const { log, lines } = recordedLog()
  const writer = await writerIn(folder, { log })
  await writer.stop()
  const left = [
    ...filesIn(folder),
    ...lines,
    JSON.stringify(await rowsOf(ledgerFile, 'SELECT * FROM coach_events_original')),
  ]
  expect(left.flatMap((text) => secretsIn(text, secret.numbers))).toEqual([])
  expect(await verifyHere(folder)).toMatchObject({ code: 0, errors: '' })
})
