import { describe, expect, it } from 'vitest'
import { LiveUpdate } from '../../../views/live-update.tsx'
import { ReportsPage, type ReportsProps, reportBlocks } from '../../../views/reports-page.tsx'
import { event, failed, latency, page, summary, unknownSummary } from './props.ts'

const plain = (html: unknown) => String(html).replaceAll('\u00a0', ' ')
const text = (html: unknown) =>
  plain(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
const block = (id: string, changed: Partial<ReportsProps> = {}) =>
  plain(reportBlocks(page(changed)).find((one) => one.id === id)?.element)

describe('the reports page', () => {
  it('escapes a hostile draft, session and policy, so that none of them becomes markup', () => {
    const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const rows = [
      event(1, {
        agent_draft: hostile,
        session_id: hostile,
        suggestion_used: hostile,
        policy_refs: [hostile],
      }),
    ]
    const html = block('block-newest', { newest: { ok: true, value: { events: rows, next_before: null } } })
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('says that an unknown rate is not known, and draws neither 0 nor NaN for it', () => {
    const tile = block('block-totals', { summary: { ok: true, value: unknownSummary } }).split('</li>')[0]
    expect(text(tile)).toContain('not known')
    expect(text(tile)).not.toMatch(/\b0\b|NaN|null/)
  })

  it('shows the accept rate with its interval and the number of offers behind it', () => {
    expect(text(block('block-totals'))).toContain(
      '72.8 % 95 % interval 71.7 % to 73.9 %, n = 6,211 resolved offers',
    )
  })

  it('lists a type that did not occur as 0, because that is known', () => {
    expect(text(block('block-event-types'))).toContain('timeout Never answered 0 0.0 %')
  })

  it('mentions orphan outcomes only when there are some', () => {
    expect(block('block-event-types')).not.toContain('orphans')
    const orphaned = { ...summary, orphan_outcomes: 2 }
    expect(text(block('block-event-types', { summary: { ok: true, value: orphaned } }))).toContain(
      '2 outcomes answer',
    )
  })

  it('states the error bound of the percentiles and repeats the histogram as a table', () => {
    const html = block('block-latency')
    expect(text(html)).toContain('within 0.5 % of the exact value')
    expect(text(html)).toContain('100 ms 200 ms 20')
  })

  it('shows the error of a block that failed, while the others stand', () => {
    const html = plain(<ReportsPage {...page({ latency: failed })} />)
    expect(text(html)).toContain(
      'Latency The published files cannot be read A published file is missing. Problem urn:uuid:7',
    )
    expect(text(html)).toContain('8,204')
    expect(html.match(/class="failure"/g)).toHaveLength(1)
  })

  it('draws the bars of policies to scale also when only outcomes are asked for, which detect nothing', () => {
    const policy = { name: null, severity: null, detected: 0, shipped: 0 }
    const policies = [
      { ...policy, id: 'A', prevented: 4 },
      { ...policy, id: 'B', prevented: 1, shipped: 1 },
    ]
    const value = { policy_violations: { A: 0, B: 0 }, total_policies: 2, total_violations: 0, policies }
    const html = block('block-policies', { policies: { ok: true, value } })
    expect(
      [...html.matchAll(/tone-(?:prevented|shipped)" x="([^"]*)" width="([^"]*)"/g)].map(([, ...at]) => at),
    ).toEqual([
      ['0.00%', '100.00%'],
      ['100.00%', '0.00%'],
      ['0.00%', '25.00%'],
      ['25.00%', '25.00%'],
    ])
  })

  it('lists policies by severity, the most detected of each first; those that the file does not hold last, by their ids', () => {
    const counts = { prevented: 0, shipped: 0 }
    const policies = [
      { ...counts, id: 'GONE', name: null, severity: null, detected: 9 },
      { ...counts, id: 'TONE', name: 'Respectful tone', severity: 'low' as const, detected: 8 },
      { ...counts, id: 'PII-PAN', name: 'No card number', severity: 'critical' as const, detected: 2 },
      { ...counts, id: 'PII-SSN', name: 'No SSN', severity: 'critical' as const, detected: 1 },
    ]
    const value = { policy_violations: {}, total_policies: 4, total_violations: 20, policies }
    const rows = block('block-policies', { policies: { ok: true, value } })
      .split('<th scope="row">')
      .slice(1)
    expect(rows.map((row) => text(row.split('<td class="number">')[0] as string).trim())).toEqual([
      'No card number PII-PAN critical',
      'No SSN PII-SSN critical',
      'Respectful tone TONE low',
      'GONE not in the policy file – not known',
    ])
  })

  it('says that nothing passes the filters, which is known, and asks for no first event', () => {
    const none = { ...unknownSummary, total_events: 0 }
    const html = plain(<ReportsPage {...page({ summary: { ok: true, value: none } })} />)
    expect(text(html)).toContain('No events in this period with these filters')
    expect(text(html)).not.toContain('Database not initialised yet')
    expect(text(block('block-totals', { summary: { ok: true, value: none } }))).toContain('Events 0 ')
    for (const other of [failed, { ok: true, value: summary } as const])
      expect(text(<ReportsPage {...page({ summary: other })} />)).not.toContain('No events in this period')
  })

  it('does not say that there are no newest events while the search for them did not end', () => {
    const none = (next_before: number | null) =>
      block('block-newest', {
        newest: { ok: true, value: { events: [], next_before } },
        given: { agent_id: 'a-1', bucket: 'on' },
      })
    expect(none(900)).toContain('href="/events?agent_id=a-1&amp;bucket=on&amp;before=900"')
    expect(none(900)).not.toContain('No events')
    expect(none(null)).toContain('No events.')
  })

  it.each([
    ['nothing was ever published', { initialised: false, asOf: { seq: 0, published_at: null } }, true],
    ['there is no event yet', { asOf: { seq: 0, published_at: '2025-07-23T12:00:00Z' } }, false],
  ])('says what to do in place of the figures when %s', (_, changed, startsWriter) => {
    const shown = text(<ReportsPage {...page(changed)} />)
    expect(shown).toContain('Database not initialised yet')
    expect(shown).toContain('/events/coach')
    expect(shown).toContain('npm run seed -- --events 500')
    expect(shown.includes('npm start')).toBe(startsWriter)
    expect(shown).not.toContain('Accept rate')
  })

  it('tells since when the writer is down and of when the figures are, in the zone of the page', () => {
    const writer = { state: 'down', since: '2025-07-23T12:04:00Z', minutesBehind: null } as const
    expect(text(block('block-freshness', { writer })).replace(/ ;/, ';')).toContain(
      'The writer is down since 14:04:00; the figures are those of 14:03:22 and new events are refused until it is back',
    )
  })

  it('says how old the figures are while the writer publishes nothing of what it holds', () => {
    const writer = { state: 'up', since: null, minutesBehind: 1_500 } as const
    expect(text(block('block-freshness', { writer }))).toContain(
      'The writer is up, but its newest events are not published: figures are from 14:03:22 , 1,500 min old',
    )
  })

  it('says of a period that has not begun that nothing is known of it, and draws no 0 for it', () => {
    const none = { ok: true, value: { ...unknownSummary, total_events: 0, suggestions_offered: 0 } } as const
    const log = { place: 'after', firstEvent: 0 } as const
    expect(text(block('block-nothing', { log, summary: none }))).toContain('This period has not begun')
    const tiles = block('block-totals', {
      log,
      summary: none,
      latency: {
        ok: true,
        value: { ...latency, percentiles: { p50: null, p90: null, p95: null, p99: null } },
      },
    })
    expect([...tiles.matchAll(/tile-value">(.*?)<\/span><\/(?:span|summary)/g)].length).toBe(9)
    expect(text(tiles).match(/not known/g)).toHaveLength(9)
    expect(text(tiles)).not.toMatch(/\b0\b/)
  })

  it('says of a period that ended before the first event when the log begins', () => {
    const none = { ok: true, value: { ...unknownSummary, total_events: 0 } } as const
    const log = { place: 'before', firstEvent: Date.parse('2025-07-01T08:00:00Z') } as const
    expect(text(block('block-nothing', { log, summary: none }))).toContain(
      'This period ended before the first event The log begins at 1 Jul 2025, 10:00; it says nothing of what was before.',
    )
  })

  it('says that the p95 could not be read, which is no unknown figure', () => {
    expect(text(block('block-totals', { latency: failed }))).toContain('Could not be read: see Latency below')
  })

  it('needs no inline style or script, which the Content-Security-Policy would refuse', () => {
    expect(plain(<ReportsPage {...page()} />)).not.toMatch(/ style=|<style|<script(?! src=)| on[a-z]+=/)
  })

  it('links to the JSON of the same filters, escaped', () => {
    const html = plain(<ReportsPage {...page({ jsonQuery: 'bucket=on&policy=ADV-6.2' })} />)
    const [, footer = ''] = html.split('<footer')
    expect(
      [...footer.matchAll(/<a href="(\/(?:analytics|events|health)[^"]*)"/g)].map(([, href]) => href),
    ).toEqual([
      '/analytics/summary?bucket=on&amp;policy=ADV-6.2',
      '/analytics/timeseries?bucket=on&amp;policy=ADV-6.2',
      '/analytics/latency?bucket=on&amp;policy=ADV-6.2',
      '/analytics/policies?bucket=on&amp;policy=ADV-6.2',
      '/analytics/experiment?policy=ADV-6.2',
      '/analytics/decisions?bucket=on&amp;policy=ADV-6.2',
      '/analytics/examples?bucket=on&amp;policy=ADV-6.2',
      '/events/recent?bucket=on&amp;policy=ADV-6.2',
      '/health',
    ])
  })

  it('leads from each type that occurred, each policy and each event to its rows, with the same filters', () => {
    const given = { bucket: 'on', tz: 'Asia/Tokyo' }
    const linked = (id: string) =>
      [...block(id, { given }).matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&'))
    const same = 'bucket=on&tz=Asia%2FTokyo'
    expect({
      types: linked('block-event-types'),
      policies: linked('block-policies'),
      newest: linked('block-newest'),
    }).toEqual({
      types: ['offered', 'accepted', 'edited', 'rejected', 'withheld'].map(
        (type) => `/events?${same}&event=${type}`,
      ),
      policies: [`/events?${same}&policy=no-guarantees`],
      newest: [
        '/events/18432?tz=Asia%2FTokyo',
        '/events/session?session_id=session-1&tz=Asia%2FTokyo',
        '/events/18431?tz=Asia%2FTokyo',
        '/events/session?session_id=session-1&tz=Asia%2FTokyo',
        `/events?${same}`,
      ],
    })
  })

  it('listens at the stream and lets the stream swap nothing but partials', () => {
    const html = plain(<ReportsPage {...page()} />)
    expect(html).toContain('hx-sse:connect="/reports/stream?a=1&amp;b=2" hx-swap="none"')
  })
})

describe('a live update', () => {
  it('morphs each block in its own place and holds nothing else', () => {
    const html = plain(<LiveUpdate blocks={reportBlocks(page()).slice(0, 2)} />)
    expect(html).toMatch(
      /^<hx-partial hx-target="#block-freshness" hx-swap="outerMorph"><section id="block-freshness".*<\/section><\/hx-partial><hx-partial hx-target="#block-start" hx-swap="outerMorph"><section id="block-start" hidden="">.*<\/hx-partial>$/s,
    )
  })

  it('has the same blocks before and after the first event, so that one replaces the other', () => {
    const ids = (props: ReportsProps) => reportBlocks(props).map(({ id }) => id)
    expect(ids(page({ initialised: false }))).toEqual(ids(page()))
    for (const { id, element } of reportBlocks(page())) expect(plain(element)).toMatch(`<section id="${id}"`)
  })
})
