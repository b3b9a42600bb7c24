// The figures in one flat form, so that the product's answers and the peers' can be compared one by one.
// A name that begins with ~ is an estimate by the product, within its stated bound.
import { LATENCY_ERROR_BOUND } from '../../../../functions/published/latency-bins.ts'
import type { Latency } from '../../../../functions/report/latency.ts'
import { perCent } from '../../../../functions/report/per-cent.ts'
import type { Policies } from '../../../../functions/report/policies.ts'
import type { RecentEvents } from '../../../../functions/report/recent.ts'
import type { Summary } from '../../../../functions/report/summary.ts'
import type { Timeseries } from '../../../../functions/report/timeseries.ts'

export const PEER_QUESTIONS = ['summary', 'latency', 'policies', 'timeseries', 'recent'] as const
export type PeerQuestion = (typeof PEER_QUESTIONS)[number]
export type Figures = Record<string, number>

const DAY_MS = 86_400_000
const isDraft = (event: string) => event === 'offered' || event === 'withheld'
const total = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((sum, row) => sum + of(row), 0)

/** What a peer reads from its rows, which are settled like the product's. */
export type PeerRows = {
  summary: { event: string; n: number; first: number; orphan: number; sessions: number; latency: number }[]
  measures: { measure: string; n: number }[]
  latency: { ms: number; n: number }[]
  policies: { policy: string; measure: string; n: number }[]
  days: { day: number; event: string; n: number }[]
  firstByDay: { day: number; event: string; n: number }[]
  latencyByDay: { day: number; ms: number; n: number }[]
  recent: { seq: number }[]
}
export type Ask = <Name extends keyof PeerRows>(name: Name) => Promise<PeerRows[Name]> | PeerRows[Name]

/** Nearest rank, of exact values in ascending order. */
function rank(values: readonly { ms: number; n: number }[], q: number): number {
  const wanted = Math.ceil(q * total(values, ({ n }) => n))
  let seen = 0
  for (const { ms, n } of values) {
    seen += n
    if (seen >= wanted) return ms
  }
  return Number.NaN
}

const round = (n: number) => Math.round(n * 100) / 100

const OF_ROWS: Record<PeerQuestion, (ask: Ask) => Promise<Figures>> = {
  async summary(ask) {
    const rows = await ask('summary')
    const of = (...events: string[]) => rows.filter(({ event }) => events.includes(event))
    const drafts = rows.filter(({ event }) => isDraft(event))
    return {
      total_events: total(rows, (row) => row.n),
      offered: total(of('offered'), (row) => row.n),
      accepted: total(of('accepted', 'edited'), (row) => row.first),
      resolved: total(rows, (row) => row.first),
      orphans: total(rows, (row) => row.orphan),
      sessions: total(rows, (row) => row.sessions),
      avg_ms: round(total(drafts, (row) => row.latency) / total(drafts, (row) => row.n)),
      ...Object.fromEntries((await ask('measures')).map(({ measure, n }) => [measure, n])),
    }
  },
  async latency(ask) {
    const rows = [...(await ask('latency'))].sort((a, b) => a.ms - b.ms)
    const count = total(rows, ({ n }) => n)
    return {
      count,
      min: rows[0]?.ms ?? Number.NaN,
      max: rows.at(-1)?.ms ?? Number.NaN,
      avg_ms: round(total(rows, ({ ms, n }) => ms * n) / count),
      ...Object.fromEntries([50, 90, 95, 99].map((q) => [`~p${q}`, rank(rows, q / 100)])),
    }
  },
  async policies(ask) {
    return Object.fromEntries(
      (await ask('policies')).map(({ policy, measure, n }) => [`${policy} ${measure}`, n]),
    )
  },
  async timeseries(ask) {
    const figures: Figures = {}
    const date = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
    for (const { day, event, n } of await ask('days')) figures[`${date(day)} ${event}`] = n
    const first = new Map<number, { accepted: number; resolved: number }>()
    for (const { day, event, n } of await ask('firstByDay')) {
      const sums = first.get(day) ?? { accepted: 0, resolved: 0 }
      sums.resolved += n
      if (event === 'accepted' || event === 'edited') sums.accepted += n
      first.set(day, sums)
    }
    for (const [day, { accepted, resolved }] of first)
      figures[`${date(day)} accept_rate`] = perCent(accepted / resolved)
    const byDay = new Map<number, { ms: number; n: number }[]>()
    for (const row of await ask('latencyByDay')) {
      const others = byDay.get(row.day)
      if (others) others.push(row)
      else byDay.set(row.day, [row])
    }
    for (const [day, rows] of byDay)
      figures[`~${date(day)} p95`] = rank(
        rows.sort((a, b) => a.ms - b.ms),
        0.95,
      )
    return figures
  },
  async recent(ask) {
    return Object.fromEntries((await ask('recent')).map(({ seq }, index) => [String(index), seq]))
  },
}

export const figuresOfRows = (question: PeerQuestion, ask: Ask): Promise<Figures> => OF_ROWS[question](ask)

/** @param text the product's answer, JSON */
export function figuresOfAnswer(question: PeerQuestion, text: string): Figures {
  const answer = JSON.parse(text)
  switch (question) {
    case 'summary': {
      const found = answer as Summary
      return {
        total_events: found.total_events,
        offered: found.suggestions_offered,
        accepted: found.suggestions_accepted,
        resolved: found.resolved_offers,
        orphans: found.orphan_outcomes,
        sessions: found.sessions,
        avg_ms: found.avg_latency_ms ?? Number.NaN,
        ...found.violations,
      }
    }
    case 'latency': {
      const found = answer as Latency
      return {
        count: found.total_requests,
        min: found.min_latency_ms ?? Number.NaN,
        max: found.max_latency_ms ?? Number.NaN,
        avg_ms: found.avg_latency_ms ?? Number.NaN,
        ...Object.fromEntries(
          Object.entries(found.percentiles).map(([name, ms]) => [`~${name}`, ms ?? Number.NaN]),
        ),
      }
    }
    case 'policies':
      return Object.fromEntries(
        (answer as Policies).policies.flatMap(({ id, detected, prevented, shipped }) =>
          Object.entries({ detected, prevented, shipped }).map(([measure, n]) => [`${id} ${measure}`, n]),
        ),
      )
    case 'timeseries':
      return Object.fromEntries(
        (answer as Timeseries).points.flatMap(({ start, accept_rate, p95_latency_ms, ...counts }) => {
          const date = start.slice(0, 10)
          return [
            ...Object.entries(counts).map(([event, n]) => [`${date} ${event}`, n]),
            ...(accept_rate === null ? [] : [[`${date} accept_rate`, accept_rate]]),
            ...(p95_latency_ms === null ? [] : [[`~${date} p95`, p95_latency_ms]]),
          ]
        }),
      )
    case 'recent':
      return Object.fromEntries((answer as RecentEvents).events.map(({ seq }, index) => [String(index), seq]))
  }
}

/** @returns what differs, in words; a figure that one side does not have counts as 0 */
export function differences(product: Figures, peer: Figures): string[] {
  const names = [...new Set([...Object.keys(product), ...Object.keys(peer)])]
  return names
    .map((name) => [name, product[name] ?? 0, peer[name] ?? 0] as const)
    .filter(([name, a, b]) =>
      name.startsWith('~') ? Math.abs(a - b) > LATENCY_ERROR_BOUND * Math.max(a, b) + 1 : a !== b,
    )
    .map(([name, a, b]) => `${name}: ${a}, the peer ${b}`)
}
