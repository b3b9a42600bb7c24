// The reports page over real published files: the same figures as JSON for the same query, and what it refuses.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Experiment } from '../../functions/report/experiment/schema.ts'
import type { Latency } from '../../functions/report/latency.ts'
import { QueryPool } from '../../functions/report/snapshot/query-pool.ts'
import type { Summary } from '../../functions/report/summary.ts'
import { WRITTEN } from '../../views/blocks/experiment/numbers.ts'
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

describe('the experiment on the page', () => {
  const effectsOf = (html: string) =>
    [...html.matchAll(/<li class="effect">(.*?)<\/li>/g)].map(([, row]) => (row as string).split('</dl>'))
  const plain = (html: string) =>
    html
      .replace(/<span aria-hidden="true">.*?<\/span>/g, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim()

  it('has the figures and sentences that JSON has for the same query', async () => {
    const { app, json, post } = await productIn()
    const drafts = Array.from({ length: 20 }, (_, n) =>
      event({
        session_id: `s-${n}`,
        agent_id: `a-${n % 3}`,
        policy_refs: n % 4 === 0 ? ['TONE'] : [],
        latency_ms: 100 + n,
        ...(n % 2 === 0 ? {} : { event: 'withheld', ab_test_bucket: 'off' }),
      }),
    )
    const last = (await post(...drafts)).at(-1)
    const known = (value: number | null, as: (value: number) => string) =>
      value === null ? 'not known' : plain(as(value))
    for (const query of [
      '',
      'policy=TONE',
      'agent_id=a-1',
      'from=2020-01-01&tz=Europe/Berlin',
      'to=2020-01-01',
    ]) {
      const answer = await json(`/analytics/experiment?${query}`, { 'X-Min-Seq': String(last?.seq) })
      const { arms, metrics } = answer as unknown as Experiment
      const page = await (await app.request(`/reports?${query}`)).text()
      const sizes = (page.split('class="arms"')[1]?.split('<ul')[0] ?? '').matchAll(/<dd>(\d+)<\/dd>/g)
      const shown = effectsOf(page).map(([row = '', sentence = '']) => [
        ...[...row.matchAll(/<dd>(?:<div>)?<strong>(.*?)<\/strong>/g)].map(([, one]) => plain(one as string)),
        plain(sentence),
      ])
      expect([query, [...sizes].map(([, n]) => Number(n)), shown]).toEqual([
        query,
        [arms.off.sessions, arms.off.drafts, arms.on.sessions, arms.on.drafts],
        metrics.map(({ control, treatment, difference, value_unit, meaning }) => [
          known(control.value, WRITTEN[value_unit].value),
          known(treatment.value, WRITTEN[value_unit].value),
          known(difference, WRITTEN[value_unit].difference),
          meaning,
        ]),
      ])
    }
  })

  it('says why there is none for one bucket, as JSON does, while the other blocks stand', async () => {
    const { app, json, post } = await productIn()
    await post(event())
    const { errors } = (await json('/analytics/experiment?bucket=on&event=offered', {
      'X-Min-Seq': '1',
    })) as unknown as { errors: { message: string }[] }
    const page = await (await app.request('/reports?bucket=on&event=offered')).text()
    const block = page.split('id="block-experiment"')[1]?.split('</section>')[0] ?? ''
    expect([...block.matchAll(/<li>(.*?)<\/li>/g)].map(([, reason]) => reason)).toEqual(
      errors.map(({ message }) => message),
    )
    expect(page).not.toContain('class="failure"')
    expect(tilesOf(page).Events).toBe('1')
    // What the page was told is not kept as the report's answer.
    expect((await app.request('/analytics/experiment?bucket=on&event=offered')).status).toBe(400)
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

describe('a block whose query fails', () => {
  /** What no other block's SQL says. */
  const QUERIES = {
    'block-totals block-event-types': /bin IS NULL AND NOT/,
    'block-experiment': /WHERE starts_with/,
    'block-over-time': /string_agg\(bin/,
    'block-decisions': /'decision_censored'\)\nGROUP/,
    'block-latency': /bin::DOUBLE AS edge,\n {7}CASE/,
    'block-policies': /FROM violations\n/,
    'block-examples': /event AS outcome/,
    'block-newest': /occurred_at, resolution/,
  }

  it.each(Object.entries(QUERIES))('says so itself, and the others stand: %s', async (ids, its) => {
    const { app, json, post } = await productIn()
    await post(event({ suggestion_id: 's' }))
    const [told] = await post(event({ suggestion_id: 's', event: 'accepted' }))
    await json('/events/stats', { 'X-Min-Seq': String(told?.seq) })
    const { query } = QueryPool.prototype
    const spy = vi.spyOn(QueryPool.prototype, 'query').mockImplementation(function (
      this: QueryPool,
      sql,
      ...more
    ) {
      return its.test(sql) ? Promise.reject(new Error('made to fail')) : query.call(this, sql, ...more)
    })
    onTestFinished(() => spy.mockRestore())
    const page = await (await app.request('/reports?from=2020-01-01')).text()
    const blocks = page.split(/<(?:section|div)[^>]* id="(?=block-)/).slice(1)
    const failing = blocks
      .filter((block) => block.includes('class="failure"'))
      .map((one) => one.split('"')[0])
    expect(failing.join(' ')).toBe(ids)
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
