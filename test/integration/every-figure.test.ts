// Every figure, wherever it is shown: the page against the JSON answers, and those against what one recomputes from the
// export, over any period and filter. A figure that one of them has and the others do not fails, too.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scopeOf } from '../../functions/report/scope.ts'
import { type Exported, expectAnswers } from '../support/expected-answers.ts'
import { rowsOfNdjson } from '../support/exported.ts'
import { postTo, reportsIn, withoutKeys } from '../support/in-process.ts'
import { byId, type Element, htmlTree, named } from '../support/page/html-tree.ts'
import { type Answers, pageOf } from '../support/page/json-page.ts'
import { NOT_ON_PAGE } from '../support/page/not-on-page.ts'
import { type Figures, figuresOfPage } from '../support/page/page-figures.ts'
import { leavesOf, recorded, unread } from '../support/page/read-paths.ts'
import { comparableRow, publishLog } from '../support/random-log.ts'
import type { LogRow } from '../support/recomputed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ROWS = 180
const GROUP = 10

/** A group of rows a few hours after the one before: over the night when clocks go forward, and that when they go back. */
const BEGINNINGS = [Date.UTC(2026, 2, 27, 20, 3), Date.UTC(2026, 9, 23, 20, 7)]
const timeOf = (group: number, hours: number) =>
  (BEGINNINGS[group < ROWS / GROUP / 2 ? 0 : 1] as number) +
  (group % (ROWS / GROUP / 2)) * hours * HOUR +
  group * 3 * MINUTE

/** Each filter, alone and together, in periods of each kind; nothing at all, too. */
const asksOf = (rows: readonly LogRow[]): Record<string, string>[] => {
  const at = (share: number, ms = 0) =>
    new Date((rows[Math.floor(share * rows.length)] as LogRow).ts + ms).toISOString()
  const berlin = { tz: 'Europe/Berlin' }
  const hours = { from: '2026-03-28T06:00Z', to: '2026-03-29T05:00Z' }
  const within = { from: at(0.1, -17_250), to: at(0.2, 1) }
  return [
    {},
    { bucket: 'off', to: '2026-10-01' },
    { agent_id: 'anna', policy: 'a "quoted", policy', bucket: 'on' },
    hours,
    { ...hours, policy: 'TONE' },
    { ...berlin, from: '2026-03-29', to: '2026-03-30', agent_id: 'ben' },
    { ...berlin, from: '2026-10-25', to: '2026-10-26', compare: 'none' },
    { tz: 'Asia/Kolkata', from: '2026-10-24', event: 'offered' },
    { from: '2026-10-24T00:30:00Z', event: 'edited', bucket: 'on' },
    within,
    { ...within, agent_id: 'anna' },
    { ...within, agent_id: 'ben', policy: 'ADV-6.2', event: 'withheld' },
    { session_id: 's3' },
    { session_id: 's4', from: at(0.3), event: 'rejected' },
    { agent_id: 'nobody', event: 'timeout' },
    { to: '2026-01-01' },
    { from: '2027-01-01', to: '2027-01-03' },
  ]
}

type Reports = Awaited<ReturnType<typeof reportsIn>>

async function answersOf({ json }: Reports, given: Record<string, string>): Promise<Answers> {
  const { compare = given.from === undefined ? 'none' : 'previous', ...filters } = given
  const ask = async <T>(path: string, own: Record<string, string> = {}) =>
    (await json(`${path}?${new URLSearchParams({ ...filters, ...own })}`)) as unknown as T
  const experiment = await ask<NonNullable<Answers['experiment']>>('/analytics/experiment')
  return {
    summary: await ask('/analytics/summary', { compare }),
    latency: await ask('/analytics/latency', { compare }),
    policies: await ask('/analytics/policies'),
    timeseries: await ask('/analytics/timeseries'),
    decisions: await ask('/analytics/decisions'),
    examples: await ask('/analytics/examples'),
    recent: await ask('/events/recent', { limit: '12' }),
    experiment: 'arms' in experiment ? experiment : null,
  }
}

/** The rows that the export has of it, as they were sent. */
async function exported(
  { app }: Reports,
  { compare: _, ...filters }: Record<string, string>,
): Promise<Exported[]> {
  const answer = await app.request(`/export/events.ndjson?${new URLSearchParams(filters)}`)
  return rowsOfNdjson(await answer.text()).map((row) => {
    const { ts, suggestion_id, agent_id, ...rest } = row as unknown as Exported
    return {
      ...rest,
      ts: Date.parse(String(ts)),
      suggestion_id: suggestion_id ?? undefined,
      agent_id: agent_id ?? undefined,
    }
  })
}

const asOfEach = (answers: Answers) => Object.values(answers).flatMap((answer) => answer?.as_of ?? [])

/** Each point of the series leads to as many offers as it counts. */
async function expectPointLinks({ json }: Reports, page: Element, { timeseries }: Answers) {
  const links = named(byId(page, 'rate-table') as Element, 'a').map(
    ({ attributes }) => attributes.href as string,
  )
  const behind = links.map(async (href) => {
    const { events } = await json(`${href.replace('/events?', '/events/recent?')}&limit=1000`)
    return (events as unknown[]).length
  })
  expect(await Promise.all(behind)).toEqual(timeseries.points.map(({ offered }) => offered))
}

const plain = (page: Record<string, Figures>): unknown =>
  JSON.parse(JSON.stringify(page).replaceAll('\u00a0', ' '))

it('is the same on the page, in JSON and recomputed from the export, over any period and filter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.noShrink(fc.nat()),
      fc.integer({ min: 0, max: ROWS }),
      fc.integer({ min: 5, max: 7 }),
      async (seed, restartAfter, hours) => {
        const sent = fc.sample(comparableRow, { seed, numRuns: ROWS })
        let group = 0
        let now = 0
        const reports = await publishLog(sent, {
          size: GROUP,
          restartAfter,
          clock: () => now,
          async post(app, rows) {
            now = timeOf(group, hours)
            group += 1
            await Promise.all(rows.map((row) => postTo(app, row)))
          },
        })
        await reports.stopWriter()
        const instance = () => reportsIn(reports.folder, 'none', {}, withoutKeys, () => now)
        // Another instance than the page's, so that neither is given what the other has computed.
        const [pages, json] = [await instance(), await instance()]
        const rows = await exported(json, {})
        const read = new Set<string>()
        const leaves = new Set<string>()
        for (const given of asksOf(rows)) {
          const answers = await answersOf(json, given)
          const { compare: _, ...filters } = given
          const log = { own: await exported(json, given), rows, scope: scopeOf(filters, 'UTC') }
          try {
            expectAnswers(answers, log)
            expect(asOfEach(answers).filter(({ seq }) => seq !== ROWS)).toEqual([])
            const page = htmlTree(
              await (await pages.app.request(`/reports?${new URLSearchParams(given)}`)).text(),
            )
            const expected = pageOf(recorded(answers, read), log.scope, {
              firstEvent: rows[0]?.ts as number,
              now,
            })
            expect(plain(figuresOfPage(page))).toEqual(plain(expected))
            if (given.compare === 'none') await expectPointLinks(json, page, answers)
          } catch (error) {
            throw new Error(`asked for ${JSON.stringify(given)}`, { cause: error })
          }
          for (const path of leavesOf(answers)) leaves.add(path)
        }
        expect(unread(leaves, read, NOT_ON_PAGE)).toEqual(Object.keys(NOT_ON_PAGE).sort())
      },
    ),
    { numRuns: 1, endOnFailure: true },
  )
}, 60_000)
