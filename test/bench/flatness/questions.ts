// What the reports are asked. The nth asking of a question is never answered from the figures kept in memory: either
// its period begins in another year long before all history (the tiles stay those of the whole history), or in another
// time zone without an offset, or it ends at another minute.
import { type Period, sessionId } from '../history/generate.ts'

/** What is known of a history to make questions of. */
type History = { events: number; period: Period }

export type Question = {
  name: string
  /** Asked in every nth round; what may take seconds is asked less often. */
  every: number
  path: (n: number, history: History) => string
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const POLICIES = ['ADV-6.2', 'PII-SSN', 'DISC-1.1', 'TONE', 'PCI', 'REFUND-2', 'PRIV-3', 'HR-1']
/** More askings of any question than one process keeps figures (64) lie between two that name the same zone. */
const ZONES = [
  ...[
    'UTC',
    'Etc/UTC',
    'Etc/GMT',
    'Etc/Zulu',
    'Africa/Abidjan',
    'Africa/Accra',
    'Africa/Bamako',
    'Africa/Banjul',
  ],
  ...[
    'Africa/Conakry',
    'Africa/Dakar',
    'Africa/Freetown',
    'Africa/Lome',
    'Africa/Monrovia',
    'Atlantic/Reykjavik',
  ],
]

const iso = (ms: number) => new Date(ms).toISOString()
const everything = (n: number) => `from=${1000 + (n % 900)}-01-01`
const inZone = (n: number) => `tz=${ZONES[n % ZONES.length]}`

/** So many days, ending at another minute of the history's last half day each time. */
function lastDays(days: number, n: number, { period }: History): string {
  const to = period.to - ((n * 37) % 720) * MINUTE_MS - 11 * MINUTE_MS
  return `from=${iso(to - days * DAY_MS)}&to=${iso(to)}`
}

const anySession = (n: number, { events }: History) => sessionId((n * 7_919) % (events / 4))
const analytics = ['summary', 'latency', 'policies', 'timeseries']

export const QUESTIONS: readonly Question[] = [
  ...analytics.map((name) => ({
    name: `${name}, all`,
    every: 1,
    path: (n: number) => `/analytics/${name}?${name === 'timeseries' ? inZone(n) : everything(n)}`,
  })),
  ...[1, 7, 30].flatMap((days) =>
    analytics.map((name) => ({
      name: `${name}, ${days} d`,
      every: 1,
      path: (n: number, history: History) => `/analytics/${name}?${lastDays(days, n, history)}`,
    })),
  ),
  ...['summary', 'timeseries'].map((name) => ({
    name: `${name}, 30 d to the hour`,
    every: 1,
    path: (n: number, { period }: History) =>
      `/analytics/${name}?from=${iso(period.to - (720 + n) * HOUR_MS)}&to=${iso(period.to - n * HOUR_MS)}`,
  })),
  {
    // Where segments are the largest.
    name: 'summary, 30 d long ago',
    every: 1,
    path: (n, { period }) => {
      const to = period.from + (period.to - period.from) / 10 + n * 37 * MINUTE_MS
      return `/analytics/summary?from=${iso(to - 30 * DAY_MS)}&to=${iso(to)}`
    },
  },
  {
    name: 'summary of an agent',
    every: 1,
    path: (n) => `/analytics/summary?agent_id=agent-${n % 200}&${everything(n)}`,
  },
  {
    name: 'summary of a policy',
    every: 1,
    path: (n) => `/analytics/summary?policy=${POLICIES[n % 8]}&${everything(n)}`,
  },
  {
    name: 'summary of a session',
    every: 10,
    path: (n, history) => `/analytics/summary?session_id=${anySession(n, history)}`,
  },
  { name: 'recent, newest', every: 1, path: () => '/events/recent' },
  {
    name: 'recent, middle',
    every: 1,
    path: (n, { events }) => `/events/recent?before=${Math.floor(events / 2) + n * 101}`,
  },
  { name: 'recent of a policy', every: 1, path: (n) => `/events/recent?policy=${POLICIES[n % 8]}` },
  {
    name: 'recent of a policy, long ago',
    every: 1,
    path: (n, { events }) =>
      `/events/recent?policy=${POLICIES[n % 8]}&before=${Math.floor(events / 10) + n * 101}`,
  },
  {
    name: 'recent of a session',
    every: 1,
    path: (n, history) => `/events/recent?session_id=${anySession(n, history)}`,
  },
  { name: 'stats', every: 1, path: (n) => `/events/stats?${everything(n)}` },
  { name: 'reports page', every: 1, path: (n) => `/reports?${everything(n)}` },
]

/** The same questions, answered from the figures kept in memory. */
export const FROM_CACHE: readonly Question[] = [
  ...analytics.map((name) => ({ name, every: 1, path: () => `/analytics/${name}` })),
  { name: 'stats', every: 1, path: () => '/events/stats' },
  { name: 'reports page', every: 1, path: () => '/reports' },
]
