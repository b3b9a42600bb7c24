// Hostile texts in every field, on their way to everybody who reads them: JSON, exports, the report as a file, the log.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, it } from 'vitest'
import { createLog } from '../../../functions/log.ts'
import { createDoorApp } from '../../../functions/write/door.ts'
import { parseCsv, rowsOfCsv, rowsOfNdjson, rowsOfParquet } from '../../support/exported.ts'
import { sharedFolder, testFolder } from '../../support/folder.ts'
import { HOSTILE_TEXTS, hostileEvents } from '../../support/hostile-texts.ts'
import { event, openReports, openWriter, postTo, reportsIn, withoutKeys } from '../../support/in-process.ts'
import { all, htmlTree, named, textOf } from '../../support/page/html-tree.ts'
import { waitFor } from '../../support/wait-for.ts'

/** Ten times what a busy machine takes. */
const WITHIN_MS = 180_000

const folder = sharedFolder()
const sent = hostileEvents()

beforeAll(async () => {
  const writer = await openWriter(folder, { redact: false })
  for (const one of sent) expect((await postTo(writer.app, one)).status).toBe(200)
  const reports = await openReports(folder)
  await waitFor(
    'all to be published',
    async () => (await reports.json('/events/stats')).as_of?.seq === sent.length,
  )
  await reports.close()
  await writer.stop()
})

type Row = Record<string, unknown> & { seq: number }

const said = (rows: readonly Row[]) =>
  [...rows]
    .sort((a, b) => a.seq - b.seq)
    .map(({ session_id, agent_id, suggestion_id, agent_draft, suggestion_used, policy_refs }) => ({
      ...{ session_id, agent_id, suggestion_id, agent_draft, policy_refs },
      suggestion_used: suggestion_used ?? undefined,
    }))
const asSent = sent.map(
  ({ session_id, agent_id, suggestion_id, agent_draft, suggestion_used, policy_refs }) => ({
    ...{ session_id, agent_id, suggestion_id, agent_draft, policy_refs, suggestion_used },
  }),
)

it('JSON and every export hold each text as it was sent', async () => {
  const { app, json } = await reportsIn(folder)
  const get = (path: string) => app.request(path)
  expect(said((await json('/events/recent?limit=1000')).events as Row[])).toEqual(asSent)
  expect(said(rowsOfCsv(await (await get('/export/events.csv')).text()) as Row[])).toEqual(asSent)
  expect(said(rowsOfNdjson(await (await get('/export/events.ndjson')).text()) as Row[])).toEqual(asSent)
  const parquet = await (await get('/export/events.parquet')).arrayBuffer()
  expect(said((await rowsOfParquet(parquet, testFolder())) as Row[])).toEqual(asSent)
})

/** What a spreadsheet takes for the beginning of a formula, spaces before it or not. */
const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠]|^[\t\r\n]/

it('with spreadsheet=true no cell begins like a formula, and what does not is as it was sent', async () => {
  const { app } = await reportsIn(folder)
  const lines = parseCsv(await (await app.request('/export/events.csv?spreadsheet=true')).text())
  const cells = lines.flat().filter((cell) => cell !== null)
  expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([])
  const plain = parseCsv(await (await app.request('/export/events.csv')).text())
  const expected = plain.map((line) =>
    line.map((cell) => (cell !== null && FORMULA.test(cell) ? `'${cell}` : cell)),
  )
  expect(lines).toEqual(expected)
  expect(plain.flat().filter((cell) => cell !== null && FORMULA.test(cell)).length).toBeGreaterThan(20)
})

/** The one part of a page that is no text for a reader and may hold `<`. */
const withoutStyle = (html: string) => html.replace(/<style>.*?<\/style>/s, '')

it('no page holds an element, a script or a link that a text brought along, and each event’s own shows its draft', {
  timeout: WITHIN_MS,
}, async () => {
  const { app } = await reportsIn(folder)
  const session = encodeURIComponent(sent[0]?.session_id as string)
  const paths = ['/reports', '/events?limit=1000', `/events/session?session_id=${session}`, '/reports.html']
  for (const path of [...paths, ...sent.map((_, n) => `/events/${n + 1}`)]) {
    const page = htmlTree(withoutStyle(await (await app.request(path)).text()))
    const foreign = all(page, ({ name, attributes }) => {
      const inline =
        name === 'script' && !attributes.src?.startsWith('/assets/') && attributes.type !== 'application/json'
      const link = Object.entries(attributes).some(
        ([key, value]) => /^(href|src|action)$/.test(key) && /^\s*(javascript|data:text)/i.test(value),
      )
      return (
        inline ||
        link ||
        'data-hostile' in attributes ||
        Object.keys(attributes).some((key) => key.startsWith('on'))
      )
    })
    expect({ path, foreign: foreign.map(({ name, attributes }) => [name, attributes]) }).toEqual({
      path,
      foreign: [],
    })
  }
  const squeezed = (text: unknown) => textOf(String(text))
  for (const [n, one] of sent.entries()) {
    const [main] = named(htmlTree(await (await app.request(`/events/${n + 1}`)).text()), 'main')
    const shown = textOf(main as never)
    expect(shown).toContain(squeezed(one.agent_draft))
  }
})

it('an error names a field and sends no hostile text back as anything but text', {
  timeout: WITHIN_MS,
}, async () => {
  const { app } = await reportsIn(folder)
  for (const text of HOSTILE_TEXTS) {
    const odd = encodeURIComponent(text)
    for (const path of [
      `/reports?tz=${odd}`,
      `/events?event=${odd}`,
      `/${odd}`,
      `/problems/${odd}`,
      `/reports?${odd}=&policy=x`,
    ]) {
      const answer = await app.request(path, { headers: { accept: 'text/html' } })
      if (answer.status < 400) continue
      expect(all(htmlTree(await answer.text()), ({ attributes }) => 'data-hostile' in attributes)).toEqual([])
    }
  }
})

/** What a terminal acts upon, what a reader of lines takes for an end, and what turns text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const ACTS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

it('nothing that a client sends begins a line of the log, or does anything to who reads it', async () => {
  let written = ''
  const log = createLog('writer', {
    write(line) {
      written += line
    },
  })
  const gone = createServer()
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
  const { port } = gone.address() as AddressInfo
  await new Promise((resolve) => gone.close(resolve))
  const refused = () => Promise.reject(new Error('unused'))
  const writerUrl = `http://127.0.0.1:${port}`
  const door = createDoorApp({ edge: withoutKeys, send: refused, sendBatch: refused, writerUrl, log })
  for (const text of HOSTILE_TEXTS) {
    expect((await door.request(`/${encodeURIComponent(text)}`)).status).toBe(503)
    log.error({ err: new Error(text), path: text, [text]: text }, text)
  }
  const lines = written.split('\n')
  expect(lines.pop()).toBe('')
  expect(lines).toHaveLength(2 * HOSTILE_TEXTS.length)
  for (const line of lines) {
    expect(line).not.toMatch(ACTS)
    expect(JSON.parse(line)).toMatchObject({ level: 50, part: 'writer', pid: process.pid })
  }
  const told = lines.map((line) => JSON.parse(line)).filter(({ msg }) => HOSTILE_TEXTS.includes(msg))
  expect(told.map(({ path }) => path)).toEqual(HOSTILE_TEXTS)
})

it('an event that is refused says which field, in words that it did not bring along', async () => {
  const writer = await openWriter(testFolder())
  const key = '\u001b[31m</script>\u202e'
  const answer = await postTo(
    writer.app,
    JSON.stringify(event()).replace('{', `{"${key}":1,"${key}":2,`.replaceAll('\u001b', '\\u001b')),
  )
  const { errors } = (await answer.json()) as { errors: unknown }
  await writer.stop()
  expect([answer.status, errors]).toEqual([
    422,
    [{ path: '\ufffd[31m</script>\ufffd', message: '\ufffd[31m</script>\ufffd must not come twice' }],
  ])
})
