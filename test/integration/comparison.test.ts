// A period beside the one before, as JSON and on the page, and periods that lie beside the log.
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listen } from '../../functions/local/http-server.ts'
import { monotonic } from '../../functions/monotonic.ts'
import { MANIFEST_FILE } from '../../functions/published/manifest.ts'
import { testFolder } from '../support/folder.ts'
import {
  event,
  paths,
  postTo,
  reportsIn,
  type Sent,
  silent,
  withoutKeys,
  writerIn,
} from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

/** A log of which each event came at its own time; published, without a writer. */
async function logOf(...events: [at: string, changes: Sent][]) {
  const folder = testFolder()
  let now = 0
  const writer = await writerIn(folder, { clock: () => now })
  for (const [at, changes] of events) {
    now = Date.parse(at)
    expect((await postTo(writer.app, event(changes))).status).toBe(200)
  }
  await writer.stop()
  const reports = await reportsIn(folder)
  await reports.json('/events/stats', { 'X-Min-Seq': String(events.length) })
  const page = async (query: string) =>
    (await (await reports.app.request(`/reports?${query}`)).text()).replaceAll('\u00a0', ' ')
  return { ...reports, page }
}

const offer = (id: string): Sent => ({ session_id: id, suggestion_id: id })
const outcome = (id: string, kind = 'accepted'): Sent => ({ ...offer(id), event: kind, latency_ms: 0 })
const twoDays = () =>
  logOf(
    ['2026-03-28T09:00:00Z', offer('1')],
    ['2026-03-28T10:00:00Z', outcome('1', 'rejected')],
    ['2026-03-28T23:30:00Z', offer('2')],
    ['2026-03-28T23:40:00Z', { ...offer('3'), latency_ms: 900 }],
    ['2026-03-29T21:59:00Z', outcome('2')],
    ['2026-03-29T22:00:00Z', { ...offer('4'), latency_ms: 80 }],
    ['2026-03-30T12:00:00Z', outcome('4', 'edited')],
    ['2026-03-31T12:00:00Z', outcome('3', 'timeout')],
  )

describe('compare=previous', () => {
  it('adds the figures that the period before has by itself, across a change of the clocks too', async () => {
    const { json } = await twoDays()
    const day = 'from=2026-03-30&to=2026-03-31&tz=Europe/Berlin'
    // 23 hours: the clocks went forward.
    const before = 'from=2026-03-29&to=2026-03-30&tz=Europe/Berlin'
    const period = {
      from: '2026-03-29T00:00:00.000+01:00',
      to: '2026-03-30T00:00:00.000+02:00',
      log_begins_at: null,
    }
    for (const report of ['summary', 'latency']) {
      const { as_of, ...current } = await json(`/analytics/${report}?${day}`)
      const { as_of: _, ...previous } = await json(`/analytics/${report}?${before}`)
      expect(await json(`/analytics/${report}?${day}&compare=previous`)).toEqual({
        ...current,
        previous: { ...previous, ...period },
        // 1 of 1 after 1 of 2.
        ...(report === 'summary' && { accept_rate_change: { points: 50, ci: [-39.1, 90.55] } }),
        as_of,
      })
      expect(await json(`/analytics/${report}?${day}&compare=none`)).toEqual({ ...current, as_of })
    }
  })

  it('says where the log begins in the period before, and why there is none', async () => {
    const { json } = await twoDays()
    const of = async (query: string) => {
      const { previous, no_previous } = await json(`/analytics/summary?${query}&compare=previous`)
      return [previous && (previous as { log_begins_at: string }).log_begins_at, no_previous]
    }
    expect(await of('from=2026-03-29&to=2026-03-30')).toEqual(['2026-03-28T09:00:00.000Z', undefined])
    expect(await of('from=2026-03-28&to=2026-03-30')).toEqual([null, 'no_earlier_data'])
    expect(await of('to=2026-03-30')).toEqual([null, 'open_ended'])
    expect(await of('from=2026-05-01')).toEqual([null, 'nothing_yet'])
  })

  it('is what the page shows where a period begins, unless it is declined, and cannot be misspelt', async () => {
    const { app, page } = await twoDays()
    const day = 'from=2026-03-30&to=2026-03-31&tz=Europe/Berlin'
    const changes = (html: string) =>
      [...html.matchAll(/tile-label">([^<]*)<(?:(?!tile-label).)*?tile-change" title="[^"]*">([^<]*)</g)].map(
        ([, label, change]) => `${label}: ${change}`,
      )
    const expected = [
      'Accept rate: 50.0 percentage points higher; 95 % interval of the difference −39.1 to +90.6, which includes 0',
      'Suggestions offered: 1 fewer (−50.0 %)',
      'Open offers: no change',
      'p95 latency: 820 ms faster (−91.1 %)',
      'Events: 1 fewer (−33.3 %)',
      'Sessions: 1 fewer (−50.0 %)',
      'Violations detected: 1 fewer (−50.0 %)',
      'Violations prevented: no change',
      'Violations shipped: 1 fewer (−100.0 %)',
    ]
    expect(changes(await page(day))).toEqual(expected)
    expect(changes(await page(`${day}&compare=previous`))).toEqual(expected)
    expect(changes(await page(`${day}&compare=none`))).toEqual([])
    const twin = (html: string) => /href="(\/analytics\/summary[^"]*)"/.exec(html)?.[1]
    expect([twin(await page('from=2026-03-30')), twin(await page('bucket=on'))]).toEqual([
      '/analytics/summary?from=2026-03-30&amp;compare=previous',
      '/analytics/summary?bucket=on',
    ])
    expect(changes(await page('to=2026-03-31&compare=previous'))).toEqual([])
    for (const path of ['/reports', '/reports/stream', '/analytics/summary', '/analytics/latency'])
      expect((await app.request(`${path}?compare=next`)).status).toBe(400)
  })
})

describe('a period beside the log', () => {
  const tile = (html: string, id: string) =>
    (html.split(`id="tile-${id}"`)[1]?.split('</summary>')[0] ?? '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/^ *>|\s+/g, ' ')
      .trim()
  const title = (html: string) => /id="block-nothing-title">([^<]*)</.exec(html)?.[1]

  it('counts what became of its offers although all of it came after its end', async () => {
    const { json, page } = await twoDays()
    const query = 'from=2026-03-28T23:00Z&to=2026-03-29T12:00Z&compare=none'
    expect(await json(`/analytics/summary?${query}`)).toMatchObject({
      event_counts: { offered: 2 },
      suggestions_accepted: 1,
      resolved_offers: 2,
      open_offers: 0,
    })
    const html = await page(query)
    expect([tile(html, 'offered'), tile(html, 'open')]).toEqual([
      'Suggestions offered 2 1 accepted or edited',
      'Open offers 0',
    ])
    expect(tile(html, 'accept-rate')).toMatch(/^Accept rate 50\.0 % .* n = 2 resolved offers$/)
    expect(html).toContain('An offer counts where it was made, with what became of it later.')
  })

  it('knows that there was nothing in a period before the first event, and when the log begins', async () => {
    const { page } = await twoDays()
    const html = await page('from=2026-01-01&to=2026-02-01')
    expect(title(html)).toBe('This period ended before the first event')
    expect(html).toContain('The log begins at 28 Mar 2026, 09:00')
    expect([tile(html, 'offered'), tile(html, 'latency'), tile(html, 'accept-rate')]).toEqual([
      'Suggestions offered 0 0 accepted or edited',
      'p95 latency – not known',
      'Accept rate – not known No resolved offer',
    ])
  })

  it('knows nothing of one in the future, not even that there is nothing', async () => {
    const { page } = await twoDays()
    const html = await page('from=2999-01-01')
    expect(title(html)).toBe('This period has not begun')
    expect(
      ['offered', 'open', 'latency', 'events', 'sessions', 'detected'].map((id) => tile(html, id)),
    ).toEqual(
      ['Suggestions offered', 'Open offers', 'p95 latency', 'Events', 'Sessions', 'Violations detected'].map(
        (label) => `${label} – not known`,
      ),
    )
  })
})

describe('figures that are late', () => {
  it('say how old they are, where the writer has long held more than this instance can see', async () => {
    const [folder, behind] = [testFolder(), testFolder()]
    const writer = await writerIn(folder)
    const server = await listen(writer.app.fetch, { host: '127.0.0.1', port: 0, log: silent })
    onTestFinished(() => server.drain())
    await postTo(writer.app, event())
    await waitFor('it to be published', () => existsSync(join(paths(folder).publishedDir, MANIFEST_FILE)))
    cpSync(paths(folder).publishedDir, paths(behind).publishedDir, { recursive: true })
    await postTo(writer.app, event())

    let ahead = 0
    const later = (clock: () => number) => () => clock() + ahead
    const { app, writer: link } = await reportsIn(behind, server.url, {}, withoutKeys, later(Date.now), {
      elapsed: later(monotonic),
    })
    await waitFor('the writer to be seen', () => link.status.state === 'up')
    const line = async () =>
      ((await (await app.request('/reports')).text()).split('class="writer')[1] ?? '')
        .split('</p>')[0]
        ?.replace(/^.*?>|<[^>]*>/g, '')
    expect(await line()).toBe('The writer is up')
    ahead = 150_000
    expect(await line()).toMatch(
      /^The writer is up, but its newest events are not published: figures are from \d\d:\d\d:\d\d, 2 min old$/,
    )
  })
})
