// Where the filter bar's links lead and what its fields hold. Pure: the clock is handed in.
// It must never decide what is shown: the scope is read from the URL alone (scope.ts).
import { DateTime } from 'luxon'
import type { Filters } from '../../views/filters/filter-bar.tsx'
import type { FilterName } from '../../views/filters/words.ts'
import type { Scope } from './scope.ts'

const HOUR_MS = 3_600_000
/** Each with the key that leads to it. */
const RANGES = {
  '24 h': { hours: 24, key: '1' },
  '7 d': { hours: 24 * 7, key: '7' },
  '30 d': { hours: 24 * 30, key: '3' },
}

/** A link is as old as the page that shows it: a range is still that range until it is longer by this share of it. */
const SLACK = 1 / 8

/** Policies to choose from, the most detected first: more than that and typing is quicker. */
const MAX_POLICIES = 100

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

type Given = Record<string, string>

const address = (path: string, parameters: Given): string => {
  const query = new URLSearchParams(parameters).toString()
  return query === '' ? path : `${path}?${query}`
}

/** The address of the reports page with these parameters. */
export const reportsUrl = (given: Given): string => address('/reports', given)

/**
 * The address of the events that these parameters let through, newest first.
 * @param more parameters that are added, or stand in the place of the given ones
 */
export const eventsUrl = (given: Given, more: Given = {}): string => address('/events', { ...given, ...more })

/** Other pages show times in the zone that was asked for, and take no other filter. */
const zoneOf = ({ tz }: Given): Given => (tz === undefined ? {} : { tz })

/** The address of one event in full. */
export const eventUrl = (seq: number, given: Given): string => address(`/events/${seq}`, zoneOf(given))

/** The address of a session's timeline. @param more such as `before` */
export const sessionUrl = (session_id: string, given: Given, more: Given = {}): string =>
  address('/events/session', { session_id, ...zoneOf(given), ...more })

/** Where the rows behind figures are: all that the filters let through; those offers, unless another type is asked for. */
export const rowsOf = (given: Given): { events: string; offers: string } => ({
  events: eventsUrl(given),
  offers: eventsUrl({ event: 'offered', ...given }),
})

/** A page with a filter bar. `kept` are parameters of its own, which stay when the filters change. */
export type FilteredPage = { path: '/reports' | '/events'; kept: Given }

/** Turns the comparison with the period before on or off; null where there is no period that could have one. */
function comparing({ from }: Scope, given: Given, { path, kept }: FilteredPage): Filters['comparing'] {
  if (from === null || path !== '/reports') return null
  const { compare, ...others } = kept
  const on = compare !== 'none'
  return { on, href: reportsUrl({ ...given, ...others, ...(on && { compare: 'none' }) }) }
}

/** From full hours on, as rollups and the points of a chart have them. */
function ranges(
  { from, to, zone }: Scope,
  given: Given,
  now: number,
  url: (given: Given) => string,
): Filters['ranges'] {
  const { from: _, to: __, ...others } = given
  const time = DateTime.fromMillis(now, { zone })
  const midnight = time.startOf('day')
  const all = [
    {
      label: 'Today',
      key: 't',
      href: url({ from: midnight.toISODate() as string, ...others }),
      current: from === midnight.toMillis(),
    },
    ...Object.entries(RANGES).map(([label, { hours, key }]) => {
      const age = (now - (from ?? Number.NEGATIVE_INFINITY)) / HOUR_MS
      const start = time
        .minus(hours * HOUR_MS)
        .startOf('hour')
        .toUTC()
      const href = url({ from: start.toISO({ precision: 'minute' }) as string, ...others })
      return { label, key, href, current: age >= hours && age < hours * (1 + SLACK) }
    }),
    { label: 'All', key: 'a', href: url(others), current: from === null },
  ]
  const chosen = to === null ? all.findIndex(({ current }) => current) : -1
  return all.map((range, index) => ({ ...range, current: index === chosen }))
}

const active = (given: Given, url: (given: Given) => string): Filters['active'] =>
  Object.keys(given).map((name) => {
    const { [name]: _, ...others } = given
    return { name: name as FilterName, without: url(others) }
  })

const local = (ms: number | null, zone: string) =>
  ms === null
    ? ''
    : (DateTime.fromMillis(ms, { zone }).toISO({
        includeOffset: false,
        suppressSeconds: true,
        suppressMilliseconds: true,
      }) as string)

/** @param given the scope's parameters as the URL has them @param now epoch ms @param policies to choose from, and what they are called */
export function filtersOf(
  { scope, given }: { scope: Scope; given: Given },
  now: number,
  defaultZone: string,
  policies: readonly { id: string; name: string | null }[],
  page: FilteredPage = { path: '/reports', kept: {} },
): Filters {
  const { path, kept } = page
  const url = (others: Given) => address(path, { ...others, ...kept })
  return {
    path,
    kept,
    ranges: ranges(scope, given, now, url),
    active: active(given, url),
    comparing: comparing(scope, given, page),
    file: path === '/reports' ? address('/reports.html', { ...given, ...kept }) : null,
    fields: {
      from: local(scope.from, scope.zone),
      to: local(scope.to, scope.zone),
      tz: given.tz ?? '',
      defaultZone,
      bucket: scope.bucket ?? '',
      policy: scope.policy ?? '',
      event: scope.event ?? '',
      session: scope.session ?? '',
      agent: scope.agent ?? '',
      zones: ZONES,
      policies: policies.slice(0, MAX_POLICIES).map(({ id, name }) => ({ value: id, label: name })),
    },
  }
}
