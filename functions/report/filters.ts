// Where the filter bar's links lead and what its fields hold. Pure: the clock is handed in.
// It must never decide what is shown: the scope is read from the URL alone (scope.ts).
import { DateTime } from 'luxon'
import type { Filters } from '../../views/filters/filter-bar.tsx'
import type { FilterName } from '../../views/filters/words.ts'
import { type Scope, scopeParameters } from './scope.ts'

const HOUR_MS = 3_600_000
const RANGES = { '24 h': 24, '7 d': 24 * 7, '30 d': 24 * 30 }

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

/** From full hours on, as rollups and the points of a chart have them. */
function ranges({ from, to, zone }: Scope, given: Given, now: number): Filters['ranges'] {
  const { from: _, to: __, ...others } = given
  const time = DateTime.fromMillis(now, { zone })
  const midnight = time.startOf('day')
  const all = [
    {
      label: 'Today',
      href: reportsUrl({ from: midnight.toISODate() as string, ...others }),
      current: from === midnight.toMillis(),
    },
    ...Object.entries(RANGES).map(([label, hours]) => {
      const age = (now - (from ?? Number.NEGATIVE_INFINITY)) / HOUR_MS
      const start = time
        .minus(hours * HOUR_MS)
        .startOf('hour')
        .toUTC()
      const href = reportsUrl({ from: start.toISO({ precision: 'minute' }) as string, ...others })
      return { label, href, current: age >= hours && age < hours * (1 + SLACK) }
    }),
    { label: 'All', href: reportsUrl(others), current: from === null },
  ]
  const chosen = to === null ? all.findIndex(({ current }) => current) : -1
  return all.map((range, index) => ({ ...range, current: index === chosen }))
}

const isFilter = (name: string) => name in scopeParameters.shape

const active = (given: Given): Filters['active'] =>
  Object.keys(given)
    .filter(isFilter)
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
    policies: policies.slice(0, MAX_POLICIES),
    others: Object.entries(given).filter(([name]) => !isFilter(name)),
  },
})
