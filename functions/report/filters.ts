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

/** The page's address with these parameters. */
export function reportsUrl(given: Given): string {
  const query = new URLSearchParams(given).toString()
  return query === '' ? '/reports' : `/reports?${query}`
}

/** The address of the events themselves with these parameters, those of `more` in place of given ones. */
export function eventsUrl(given: Given, more: Given = {}): string {
  const query = new URLSearchParams({ ...given, ...more }).toString()
  return query === '' ? '/events' : `/events?${query}`
}

/** Where the rows behind figures are: all that the filters let through; those offers, unless another type is asked for. */
export function rowsOf({ compare: _, ...given }: Given): { events: string; offers: string } {
  return { events: eventsUrl(given), offers: eventsUrl({ event: 'offered', ...given }) }
}

/** Turns the comparison with the period before on or off; null where there is no period that could have one. */
function comparing({ from }: Scope, { compare, ...others }: Given): Filters['comparing'] {
  if (from === null) return null
  const on = compare !== 'none'
  return { on, href: reportsUrl(on ? { ...others, compare: 'none' } : others) }
}

/** From full hours on, as rollups and the points of a chart have them. */
function ranges({ from, to, zone }: Scope, given: Given, now: number): Filters['ranges'] {
  const { from: _, to: __, ...others } = given
  const time = DateTime.fromMillis(now, { zone })
  const midnight = time.startOf('day')
  const all = [
    {
      label: 'Today',
      key: 't',
      href: reportsUrl({ from: midnight.toISODate() as string, ...others }),
      current: from === midnight.toMillis(),
    },
    ...Object.entries(RANGES).map(([label, { hours, key }]) => {
      const age = (now - (from ?? Number.NEGATIVE_INFINITY)) / HOUR_MS
      const start = time
        .minus(hours * HOUR_MS)
        .startOf('hour')
        .toUTC()
      const href = reportsUrl({ from: start.toISO({ precision: 'minute' }) as string, ...others })
      return { label, key, href, current: age >= hours && age < hours * (1 + SLACK) }
    }),
    { label: 'All', key: 'a', href: reportsUrl(others), current: from === null },
  ]
  const chosen = to === null ? all.findIndex(({ current }) => current) : -1
  return all.map((range, index) => ({ ...range, current: index === chosen }))
}

const active = (given: Given): Filters['active'] =>
  Object.keys(given)
    .filter((name) => name !== 'compare')
    .map((name) => {
      const { [name]: _, ...others } = given
      return { name: name as FilterName, without: reportsUrl(others) }
    })

const local = (ms: number | null, zone: string) =>
  ms === null
    ? ''
    : (DateTime.fromMillis(ms, { zone }).toISO({
        includeOffset: false,
        suppressSeconds: true,
        suppressMilliseconds: true,
      }) as string)

/** @param given the page's parameters as the URL has them @param now epoch ms @param policies to choose from */
export const filtersOf = (
  { scope, given }: { scope: Scope; given: Given },
  now: number,
  defaultZone: string,
  policies: readonly string[],
): Filters => ({
  ranges: ranges(scope, given, now),
  active: active(given),
  comparing: comparing(scope, given),
  fields: {
    from: local(scope.from, scope.zone),
    to: local(scope.to, scope.zone),
    tz: given.tz ?? '',
    compare: given.compare ?? '',
    defaultZone,
    bucket: scope.bucket ?? '',
    policy: scope.policy ?? '',
    event: scope.event ?? '',
    session: scope.session ?? '',
    agent: scope.agent ?? '',
    zones: ZONES,
    policies: policies.slice(0, MAX_POLICIES),
  },
})
