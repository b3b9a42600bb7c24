// The parts of the events pages: what they say, and what they never say.
import { describe, expect, it } from 'vitest'
import type { SettledRow } from '../../../functions/report/events/settled.ts'
import { EventList } from '../../../views/events/event-list.tsx'
import { NewerEvents } from '../../../views/events/newer.tsx'
import { Outcome } from '../../../views/events/outcome.tsx'
import { SettledFacts } from '../../../views/events/settled-facts.tsx'
import { Texts } from '../../../views/events/texts.tsx'
import { event, failed, page } from './props.ts'

const text = (html: unknown) =>
  String(html)
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')
    .trim()
const { scope } = page()

const list = (changed: Partial<Parameters<typeof EventList>[0]> = {}) => (
  <EventList
    scope={scope}
    given={{}}
    kept={{}}
    query=""
    before={null}
    total={null}
    events={{ ok: true, value: { events: [event(7), event(6)], next_before: 6 } }}
    {...changed}
  />
)

describe('a list of events', () => {
  it.each([
    ['knows how many there are', { total: 12_345 }, '2 of 12,345 events'],
    ['does not know how many there are', {}, '2 events'],
    ['has them all on a page that is full', { total: 2 }, '2 events'],
  ])('says how much of all is shown when it %s', (_, changed, words) => {
    expect(text(list(changed))).toContain(`a number for all of the event. ${words} `)
  })

  it('offers no older events where the page has all there is', () => {
    expect(text(list())).toContain('Older events')
    expect(text(list({ total: 2 }))).not.toContain('Older events')
  })

  it('does not say that there is none while the search for them did not end', () => {
    const none = (next_before: number | null) =>
      list({ events: { ok: true, value: { events: [], next_before } } })
    expect(text(none(900))).toContain('None was found as far back as event 900 , where this search stopped')
    expect(String(none(900))).toContain('href="/events?before=900"')
    expect(text(none(900))).not.toContain('No event passes')
    expect(text(none(null))).toContain('No event passes these filters.')
    expect([none(900), none(null)].map((html) => text(html).includes('as a file'))).toEqual([true, false])
  })

  it('that cannot be read says so, and never that there is none', () => {
    expect(text(list({ events: failed, total: 12 }))).toBe(
      'Newest first The published files cannot be read A published file is missing. Problem urn:uuid:7',
    )
  })

  it('cuts a text that is too long for a row at a whole character, and leads to all of it', () => {
    const agent_draft = `${'x'.repeat(1_999)}😀 and more`
    const row = list({
      events: { ok: true, value: { events: [event(7, { agent_draft })], next_before: null } },
    })
    expect(String(row)).toContain(`<summary>${'x'.repeat(1_999)} …</summary>`)
    expect(String(row)).toContain('<a href="/events/7">Read all of it</a>')
    expect(text(list())).not.toContain('Read all of it')
  })
})

describe('what has come since', () => {
  const up = { state: 'up', since: null, minutesBehind: null } as const
  const newer = (count: number, more = false, writer: Parameters<typeof NewerEvents>[0]['writer'] = up) =>
    text(<NewerEvents newer={{ count, more }} after={5_000} href="/events" writer={writer} timeZone="UTC" />)

  it('is said in numbers, and not at all when it is nothing', () => {
    expect([newer(0), newer(1), newer(1_000), newer(1_000, true)]).toEqual([
      '',
      '1 newer event since event 5000',
      '1,000 newer events since event 5000',
      'more than 1,000 newer events since event 5000',
    ])
  })

  it('says when nothing can come, or nothing does', () => {
    expect(newer(0, false, { state: 'down', since: '2025-07-23T12:04:00Z', minutesBehind: null })).toBe(
      'The writer is down since 12:04:00 : no newer event comes before it is back',
    )
    expect(newer(0, false, { ...up, minutesBehind: 3 })).toBe(
      'The writer is up, but its newest events are not published',
    )
  })
})

const settled: SettledRow = {
  seq: 7,
  offer_ts: null,
  offer_bucket: null,
  offer_agent_id: null,
  offer_policies: null,
  prevented: [],
  shipped: [],
  session_started_at: '2025-07-23T12:00:00.000Z',
  session_first: true,
  session_new_policies: [],
  session_bucket: null,
  session_drafts: 0,
  session_shipped: 0,
  session_detected: 0,
  session_latency_ms: 0,
}

describe('what was settled about an event', () => {
  const words = (changed: Parameters<typeof event>[1], more: Partial<SettledRow> = {}) =>
    text(
      <SettledFacts
        event={event(7, { policy_refs: [], ...changed })}
        settled={{ ...settled, ...more }}
        offer={null}
        outcomes={[]}
        moreOutcomes={false}
        fate={null}
        given={{}}
        zone="UTC"
      />,
    )

  it.each([
    [
      'offered',
      words({}),
      'Outcome Open: no outcome so far. It counts neither for nor against the accept rate. Violations None was detected in the draft. Session It begins its session.',
    ],
    [
      'withheld',
      words({ event: 'withheld', policy_refs: ['A'] }, { shipped: ['A'], session_new_policies: ['A'] }),
      'Outcome The coach ran, but nothing was shown: no outcome is awaited. Violations Detected A Shipped A Session It begins its session. New to the session Policies A',
    ],
    [
      'an orphan',
      words({ event: 'timeout', resolution: 'orphan' }),
      'Outcome An orphan: no offer is known that it answers. It counts as an event, but in no rate. Violations It settled none. Session It begins its session.',
    ],
    [
      'a repeat in a session of both arms, its clock behind',
      words(
        { event: 'rejected', resolution: 'repeat', offer_seq: 3 },
        {
          offer_ts: '2025-07-23T13:00:00.000Z',
          session_first: false,
          session_bucket: 'both',
          session_drafts: 2,
          session_detected: 1,
          session_shipped: 4,
          session_latency_ms: 1_240,
        },
      ),
      'Outcome A repeat for event 3 , after – not known : the offer had its outcome already, so this one counts in no rate. Violations It settled none. Session The session began at 23 Jul 2025, 12:00:00 . Before this event it was in bucket both on and off: it is compared with nothing, with 2 drafts, 1 of them with violations, 4 violations shipped, and 1.24 s of the coach’s time.',
    ],
  ])('is told in words: %s', (_, said, expected) => {
    expect(said).toBe(expected)
  })
})

it('an outcome says how long after its offer it came, in a unit that suits', () => {
  const after = (ts: string) =>
    /after (.*?) ,/.exec(
      text(
        <Outcome
          outcome={event(8, { event: 'timeout', ts, resolution: 'first' })}
          offer={event(7, { ts: '2025-07-23T12:00:00.000Z' })}
          settled={undefined}
          given={{}}
          zone="UTC"
        />,
      ),
    )?.[1]
  expect(
    [
      '2025-07-23T12:00:00.000Z',
      '2025-07-23T12:00:03.200Z',
      '2025-07-23T12:20:00.000Z',
      '2025-07-23T15:12:00.000Z',
      '2025-07-26T00:00:00.000Z',
      '2025-07-23T11:59:59.999Z',
    ].map(after),
  ).toEqual(['0 ms', '3.20 s', '20.0 min', '3.2 h', '2.5 d', '– not known'])
})

it('an event without a second text says why there is none', () => {
  const why = (type: Parameters<typeof event>[1]) =>
    text(<Texts event={event(7, type)} offer={null} outcome={null} />)
  expect(
    (['offered', 'withheld', 'edited', 'rejected'] as const).map((type) =>
      why({ event: type }).replace('Draft Your refund is guaranteed by tomorrow. ', ''),
    ),
  ).toEqual([
    'The suggestion was shown, and no outcome says yet which text was used.',
    'Nothing was shown: the draft is the final text.',
    'The text that was used was not sent.',
    'The suggestion was not used: the draft is the final text.',
  ])
})

it('an offer shows the text that its first outcome says was used, or why there is none', () => {
  const after = (outcome: Parameters<typeof event>[1]) =>
    text(<Texts event={event(7)} offer={null} outcome={event(8, outcome)} />).replace(
      /^Draft .*?tomorrow\. /,
      '',
    )
  expect([
    after({ event: 'edited', suggestion_used: 'Expect it this week.' }),
    after({ event: 'accepted', suggestion_used: 'Your refund is guaranteed by tomorrow.' }),
    after({ event: 'accepted' }),
    after({ event: 'timeout' }),
  ]).toEqual([
    'Text used instead Expect it this week.',
    'Text used: the draft itself Your refund is guaranteed by tomorrow.',
    'The text that was used was not sent.',
    'The suggestion was not used: the draft is the final text.',
  ])
})
