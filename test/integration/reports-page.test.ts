// The reports page over real published files: the same figures as JSON for the same query, and what it refuses.
import { describe, expect, it } from 'vitest'
import type { Latency } from '../../functions/report/latency.ts'
import type { Summary } from '../../functions/report/summary.ts'
import { count, duration, percent } from '../../views/format.ts'
import { testFolder } from '../support/folder.ts'
import { event, productIn, reportsIn } from '../support/in-process.ts'

const asBrowser = { headers: { accept: 'text/html' } }

/** What a reader sees of each tile, by label. */
const tilesOf = (html: string) =>
  Object.fromEntries(
    [
      ...html.matchAll(
        /tile-label">([^<]*)<\/span><span class="tile-value">(.*?)<\/span>(?=<span class="tile-note|<\/summary)/g,
      ),
    ].map(([, label, value]) => [label, (value as string).replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')]),
  )

describe('the page', () => {
  it.each([
    '',
    'bucket=on',
    'policy=TONE',
    'bucket=off&policy=ADV-6.2',
    'event=offered',
    'agent_id=a-1&from=2020-01-01&tz=Europe/Berlin',
    'session_id=s-2',
    'session_id=nobody',
    'bucket=on&bucket=off',
  ])('shows the figures that JSON has for the same query: %s', async (query) => {
    const { app, json, post } = await productIn()
    await post(
      event({ session_id: 's-1', agent_id: 'a-1', policy_refs: ['TONE', 'ADV-6.2'] }),
      event({ session_id: 's-1', agent_id: 'a-1', event: 'edited', suggestion_used: 'It depends.' }),
      event({ session_id: 's-2', agent_id: 'a-2', ab_test_bucket: 'off' }),
      event({ session_id: 's-2', agent_id: 'a-2', ab_test_bucket: 'off', event: 'rejected' }),
      event({ session_id: 's-3', agent_id: 'a-1', event: 'withheld', policy_refs: ['TONE'], latency_ms: 80 }),
      event({ session_id: 's-3', agent_id: 'a-1', policy_refs: [] }),
    )
    const figures = (await json(`/analytics/summary?${query}`, { 'X-Min-Seq': '6' })) as unknown as Summary
    const latency = (await json(`/analytics/latency?${query}`)) as unknown as Latency
    const page = await (await app.request(`/reports?${query}`)).text()
    const known = (value: number | null, as: (value: number) => string) =>
      value === null ? '–not known' : as(value).replaceAll('\u00a0', ' ')
    expect(tilesOf(page)).toEqual({
      'Accept rate': known(figures.accept_rate, percent),
      'Suggestions offered': count(figures.suggestions_offered),
      'Open offers': count(figures.open_offers),
      'p95 latency': known(latency.percentiles.p95, duration),
      Events: count(figures.total_events),
      Sessions: count(figures.sessions),
      'Violations detected': count(figures.violations.detected),
      'Violations prevented': count(figures.violations.prevented),
      'Violations shipped': count(figures.violations.shipped),
    })
    const recent = (await json(`/events/recent?limit=12&${query}`)) as unknown as {
      events: { seq: number }[]
    }
    expect([...page.matchAll(/<tr id="event-(\d+)"/g)].map(([, seq]) => Number(seq))).toEqual(
      recent.events.map(({ seq }) => seq),
    )
  })
})

describe('a block that cannot be drawn', () => {
  it('says so in its own place, while the others stand', async () => {
    const { app, json, post } = await productIn()
    await post(event())
    await json('/events/stats', { 'X-Min-Seq': '1' })
    const page = await (await app.request('/reports?from=0900-01-01')).text()
    expect(page.split('class="failure"')).toHaveLength(2)
    expect(page.split('id="block-over-time"')[1]?.split('</section>')[0]).toContain(
      'would give more than 1000 points',
    )
    expect(tilesOf(page).Events).toBe('1')
  })
})

describe('a form', () => {
  it('sends empty fields too, and is answered with the address without them', async () => {
    const { app } = await reportsIn(testFolder())
    const answer = await app.request('/reports?from=&to=&tz=&bucket=on&policy=A+%26+B&agent_id=&session_id=')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      '/reports?bucket=on&policy=A+%26+B',
    ])
  })
})

describe('a parameter of the page that is not valid', () => {
  it.each([
    ['from=last-week', 'from must be a date (2026-07-01) or an RFC 3339 time (2026-07-01T09:00:00Z)'],
    ['from=2026-07-02&to=2026-07-01', 'to must be after from'],
    ['tz=Berlin', 'tz must be an IANA time zone, such as Europe/Berlin'],
    ['compare=next', 'compare must be previous or none'],
    ['bucket=maybe', 'bucket must be on or off'],
    ['event=shrugged', 'event must be one of offered, accepted, edited, rejected, timeout, withheld'],
    [`session_id=${'s'.repeat(201)}`, 'session_id must be at most 200 characters'],
  ])('is named on a page with status 400: %s', async (query, message) => {
    const { app } = await reportsIn(testFolder())
    const answer = await app.request(`/reports?${query}`, asBrowser)
    const html = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(html).toContain(`<li>${message}</li>`)
    expect(html).toContain('<a href="/reports">Go to the reports</a>')
  })
})
