import { describe, expect, it } from 'vitest'
import { eventsUrl, eventUrl, filtersOf, rowsOf, sessionUrl } from '../../functions/report/filters.ts'
import { ownIn } from '../../functions/report/page-parameters.ts'
import { givenIn, scopeOf } from '../../functions/report/scope.ts'

const now = Date.parse('2026-07-23T09:42:00Z')

function filters(query: string, at = now) {
  const parameters = new URLSearchParams(query)
  const given = givenIn(parameters)
  const scope = scopeOf(given, 'Europe/Berlin')
  const page = { path: '/reports', kept: ownIn(parameters) } as const
  return filtersOf(
    { given, scope },
    at,
    'Europe/Berlin',
    [{ id: 'ADV-6.2', name: 'No guaranteed returns' }],
    page,
  )
}
const hrefs = (query: string) =>
  filters(query).ranges.map(({ label, href }) => [label, decodeURIComponent(href)])
const current = (query: string, at?: number) =>
  filters(query, at).ranges.flatMap(({ label, current }) => (current ? [label] : []))

describe('the ranges', () => {
  it('begin at midnight of the zone, or at the full hour that lies so far back', () => {
    expect(hrefs('')).toEqual([
      ['Today', '/reports?from=2026-07-23'],
      ['24 h', '/reports?from=2026-07-22T09:00Z'],
      ['7 d', '/reports?from=2026-07-16T09:00Z'],
      ['30 d', '/reports?from=2026-06-23T09:00Z'],
      ['All', '/reports'],
    ])
  })

  it('keep the other filters and replace the period', () => {
    expect(hrefs('bucket=on&from=2026-01-01&to=2026-02-01&tz=Asia/Tokyo&policy=A %26 B')).toEqual(
      [
        ['Today', 'from=2026-07-23&'],
        ['24 h', 'from=2026-07-22T09:00Z&'],
        ['7 d', 'from=2026-07-16T09:00Z&'],
        ['30 d', 'from=2026-06-23T09:00Z&'],
        ['All', ''],
      ].map(([label, from]) => [label, `/reports?${from}tz=Asia/Tokyo&bucket=on&policy=A+&+B`]),
    )
  })

  it('are current as long as what is shown is still about that long', () => {
    expect(current('')).toEqual(['All'])
    expect(current('from=2026-07-23')).toEqual(['Today'])
    const day = 'from=2026-07-22T09:00Z'
    expect(current(day)).toEqual(['24 h'])
    expect(current(day, now + 2 * 3_600_000)).toEqual(['24 h'])
    expect(current(day, now + 3 * 3_600_000)).toEqual([])
    expect(current(`${day}&to=2026-07-23`)).toEqual([])
    expect(current('to=2026-07-23')).toEqual([])
  })

  it('mark one range only, also when a day has 25 hours', () => {
    expect(current('from=2026-10-25', Date.parse('2026-10-25T22:30:00Z'))).toEqual(['Today'])
  })
})

describe('the ways to events', () => {
  it('keep the filters, and replace those that they name', () => {
    expect([
      eventsUrl({}),
      eventsUrl({ bucket: 'on', event: 'offered' }, { event: 'edited', before: '7' }),
      eventUrl(12, { bucket: 'on', tz: 'Asia/Tokyo' }),
      eventUrl(12, {}),
      sessionUrl('a/b ?&#..', { bucket: 'on', tz: 'UTC' }, { before: '7' }),
    ]).toEqual([
      '/events',
      '/events?bucket=on&event=edited&before=7',
      '/events/12?tz=Asia%2FTokyo',
      '/events/12',
      '/events/session?session_id=a%2Fb+%3F%26%23..&tz=UTC&before=7',
    ])
  })

  it('stay on the page of events and keep its limit when a filter changes, but not the place in the list', () => {
    const given = givenIn(new URLSearchParams('bucket=on&event=offered&limit=20&before=9&compare=none'))
    const scope = scopeOf(given, 'UTC')
    const { path, kept, ranges, active, comparing } = filtersOf({ given, scope }, now, 'UTC', [], {
      path: '/events',
      kept: { limit: '20' },
    })
    expect({ path, kept, all: ranges.at(-1)?.href, active, comparing }).toEqual({
      comparing: null,
      path: '/events',
      kept: { limit: '20' },
      all: '/events?bucket=on&event=offered&limit=20',
      active: [
        { name: 'bucket', without: '/events?event=offered&limit=20' },
        { name: 'event', without: '/events?bucket=on&limit=20' },
      ],
    })
  })
})

describe('the other links and the fields', () => {
  it('lead to the page without one filter, and leave the rest as it was given', () => {
    expect(filters('from=2026-07-01&event=&bucket=on&bucket=off&unknown=1').active).toEqual([
      { name: 'from', without: '/reports?bucket=on' },
      { name: 'bucket', without: '/reports?from=2026-07-01' },
    ])
  })

  it('hold times of the page’s zone, and no zone that was not asked for', () => {
    const { from, to, tz, bucket } = filters('from=2026-07-01&to=2026-07-02T10:00:30Z&bucket=off').fields
    expect([from, to, tz, bucket]).toEqual(['2026-07-01T00:00', '2026-07-02T12:00:30', '', 'off'])
  })
})

describe('the comparison with the period before', () => {
  const comparing = (query: string) => filters(query).comparing

  it('can be turned off and on where a period begins, and is no filter to remove', () => {
    expect(comparing('from=2026-07-01&bucket=on')).toEqual({
      on: true,
      href: '/reports?from=2026-07-01&bucket=on&compare=none',
    })
    expect(comparing('from=2026-07-01&compare=none')).toEqual({ on: false, href: '/reports?from=2026-07-01' })
    expect([comparing(''), comparing('to=2026-07-01&compare=previous')]).toEqual([null, null])
    expect(filters('compare=none&from=2026-07-01').active).toEqual([
      { name: 'from', without: '/reports?compare=none' },
    ])
  })

  it('is kept by every range and by the form', () => {
    expect(hrefs('compare=none').map(([, href]) => href?.endsWith('compare=none'))).toEqual(
      Array(5).fill(true),
    )
    expect([filters('compare=none').kept, filters('').kept]).toEqual([{ compare: 'none' }, {}])
  })
})

describe('the rows behind a figure', () => {
  it('are those of the same filters, and never of another type than was asked for', () => {
    expect(rowsOf({ from: '2026-07-01', policy: 'A & B' })).toEqual({
      events: '/events?from=2026-07-01&policy=A+%26+B',
      offers: '/events?event=offered&from=2026-07-01&policy=A+%26+B',
    })
    expect(rowsOf({ event: 'edited' })).toEqual({
      events: '/events?event=edited',
      offers: '/events?event=edited',
    })
  })
})
