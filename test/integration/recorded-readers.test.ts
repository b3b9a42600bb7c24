// Readers of recorded runs have to find every fault: here are answers of a product, changed on their way in one thing each.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen, type RunningServer } from '../../functions/local/http-server.ts'
import { sharedFolder } from '../support/folder.ts'
import { freePort } from '../support/free-port.ts'
import { openReports, openWriter, silent } from '../support/in-process.ts'
import { publishTogether } from '../support/published.ts'
import { startExporter } from '../support/recording/exporter.ts'
import { bodyOf } from '../support/recording/numbered-events.ts'
import { startReader } from '../support/recording/reader.ts'
import { QUESTIONS } from '../support/recording/whole-answers.ts'
import { waitFor } from '../support/wait-for.ts'

const EVENTS = 150
const folder = sharedFolder()
let server: RunningServer
let close: () => Promise<void>
/** What is done to an answer, given how many came before it. */
let change: (answer: Response, text: string, turn: number) => Response | Promise<Response>

beforeAll(async () => {
  const writer = await openWriter(folder)
  const events = Array.from({ length: EVENTS }, (_, n) => JSON.parse(bodyOf(n)))
  await publishTogether(writer.app, folder, events)
  await writer.stop()
  const reports = await openReports(folder)
  let turn = 0
  const answer = async (request: Request) => {
    const given = await reports.app.fetch(request)
    return change(given, await given.text(), turn++)
  }
  server = await listen(answer, { host: '127.0.0.1', port: 0, log: silent })
  close = reports.close
})
afterAll(async () => {
  await server.drain()
  await close()
})

const withText =
  (path: RegExp, edit: (text: string) => string): typeof change =>
  ({ status, headers }, text) => {
    const own = path.test(text)
    return new Response(own ? edit(text) : text, { status, headers })
  }
const asIs = withText(/^/, (text) => text)

/** What readers of every question find, each asked twice at least. */
async function found(how: typeof change): Promise<string[]> {
  change = how
  const reader = startReader({ url: server.url, questions: QUESTIONS, kills: () => 0 })
  await waitFor('answers', () => reader.reading.answers + reader.reading.failed >= 2 * QUESTIONS.length)
  const { failures } = await reader.stop()
  return [...new Set(failures)]
}

it('find nothing where nothing is wrong', async () => {
  expect(await found(asIs)).toEqual([])
})

it.each<[string, typeof change, string]>([
  ['an error', ({ headers }, text) => new Response(text, { status: 503, headers }), '503'],
  [
    'a snapshot that goes back',
    ({ status, headers }, text, turn) =>
      new Response(text, {
        status,
        headers: { ...Object.fromEntries(headers), 'x-as-of-seq': String(EVENTS + (turn % 2 ? 0 : 1)) },
      }),
    `event ${EVENTS} after ${EVENTS + 1}`,
  ],
  [
    'an answer of another snapshot than it says',
    withText(/"as_of"/, (text) => text.replace(`"as_of":{"seq":${EVENTS}`, '"as_of":{"seq":149')),
    'as_of.seq is 149, of 150',
  ],
  [
    'a total of another snapshot',
    withText(/total_events/, (text) => text.replace('"total_events":150', '"total_events":149')),
    'total_events is 149, of 150',
  ],
  [
    'a type that is counted too often',
    withText(/event_counts/, (text) => text.replace('"offered":75', '"offered":76')),
    'the sum of event_counts is 151, of 150',
  ],
  [
    'a newest event that is missing',
    withText(/"next_before"/, (text) => text.replace('"seq":149', '"seq":148')),
    'newest event 1 is 148, of 149',
  ],
  [
    'a series that lacks an event',
    withText(/"points"/, (text) => text.replace('"offered":75', '"offered":74')),
    'the sum of the series is 149, of 150',
  ],
  [
    'a histogram that lacks an event',
    withText(/"histogram"/, (text) => text.replace('"total_requests":90', '"total_requests":91')),
    'the sum of the histogram is 90, of 91',
  ],
  [
    'a page of another event',
    withText(/As of event/, (text) => text.replace('class="figure">150<', 'class="figure">149<')),
    'the event of the page is 149, of 150',
  ],
])('find %s', async (_, how, fault) => {
  expect(await found(how)).toContainEqual(expect.stringContaining(fault))
})

it('take a request that is cut off for a fault unless a report process was killed meanwhile', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`
  const reader = startReader({ url: nobody, questions: QUESTIONS, kills: () => 1 })
  await waitFor('failures', () => reader.reading.failed > 0)
  expect(await reader.stop()).toMatchObject({ cut: 1, answers: 0 })
})

/** What a client finds that exports the log whole, or what is new of it, twice. */
async function exported(how: typeof change, wholeInSeconds: number | null = null): Promise<string[]> {
  change = how
  const exporter = startExporter({ url: server.url, pauseMs: 1, wholeInSeconds, kills: () => 0 })
  const { exporting } = exporter
  await waitFor('exports', () => exporting.exports + exporting.failures.length >= 2)
  return [...new Set((await exporter.stop()).failures)]
}

it('of exports find nothing where nothing is wrong, slow ones neither', async () => {
  expect([await exported(asIs), await exported(asIs, 0.1)]).toEqual([[], []])
})

it.each<[string, (text: string) => string, string]>([
  ['a missing event', (text) => text.replace(/.*"seq":3,.*\n/, ''), 'an export has event 4 after 2'],
  [
    'another draft',
    (text) => text.replace('Draft 5:', 'Draft 6:'),
    'an export has event 11 with another agent_draft',
  ],
  ['an early end', (text) => text.replace(/.*"seq":150,.*\n/, ''), 'an export ends at 149, and says 150'],
  ['half a line', (text) => text.slice(0, -9), 'an export ends within a line'],
])('of exports find %s', async (_, edit, fault) => {
  expect(await exported(withText(/"seq":1,/, edit))).toContain(fault)
})
