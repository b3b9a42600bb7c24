// The JSON answers over plain rows, for any period and filter: what the reports are compared with.
// Nothing of the code under test is used.
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { DateTime } from 'luxon'
import { type Asked, type LogRow, recomputed } from './recomputed.ts'

/** 97.5 % of the standard normal distribution lie below. */
const Z = 1.959963984540054

const percent = (share: number) => Math.round(share * 10_000) / 100

/** Wilson's interval, solved from its quadratic equation. */
function wilson(successes: number, n: number): [number, number] {
  const [p, a] = [successes / n, 1 + Z ** 2 / n]
  const [b, root] = [2 * p + Z ** 2 / n, Math.sqrt((2 * p + Z ** 2 / n) ** 2 - 4 * a * p ** 2)]
  return [Math.max(0, (b - root) / (2 * a)), Math.min(1, (b + root) / (2 * a))]
}

/** Everything that /analytics/summary answers. */
export function recomputedSummary(rows: readonly LogRow[], asked: Asked) {
  const { summary } = recomputed(rows, asked)
  const { suggestions_accepted: accepted, resolved_offers: resolved } = summary
  return { ...summary, accept_rate_ci: resolved === 0 ? null : wilson(accepted, resolved).map(percent) }
}

type Rate = { suggestions_accepted: number; resolved_offers: number }

/** accept_rate_change of /analytics/summary, its interval by Newcombe's tenth method. */
export function recomputedChange(now: Rate, before: Rate) {
  if (now.resolved_offers === 0 || before.resolved_offers === 0) return null
  const [a, b] = [now, before].map(({ suggestions_accepted: accepted, resolved_offers: n }) => {
    const [low, high] = wilson(accepted, n)
    return { p: accepted / n, low, high }
  }) as [Record<'p' | 'low' | 'high', number>, Record<'p' | 'low' | 'high', number>]
  const difference = a.p - b.p
  return {
    points: percent(difference),
    ci: [
      percent(difference - Math.hypot(a.p - a.low, b.high - b.p)),
      percent(difference + Math.hypot(a.high - a.p, b.p - b.low)),
    ],
  }
}

const SHARES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 }

/** By nearest rank. @param values sorted */
const exact = (values: readonly number[], share: number) =>
  values[Math.ceil(share * values.length) - 1] ?? null

/** What /analytics/latency answers, its percentiles exact, but for the histogram. */
export function recomputedLatency(rows: readonly LogRow[], asked: Asked) {
  const { latencies, summary } = recomputed(rows, asked)
  return {
    avg_latency_ms: summary.avg_latency_ms,
    min_latency_ms: latencies[0] ?? null,
    max_latency_ms: latencies.at(-1) ?? null,
    total_requests: latencies.length,
    percentiles: Object.fromEntries(
      Object.entries(SHARES).map(([name, share]) => [name, exact(latencies, share)]),
    ),
  }
}

/** How many latencies lie in each of the bins. */
export function recomputedHistogram<Bin extends { from_ms: number; to_ms: number }>(
  rows: readonly LogRow[],
  bins: readonly Bin[],
) {
  const { latencies } = recomputed(rows)
  return bins.map(({ from_ms, to_ms }) => ({
    from_ms,
    to_ms,
    count: latencies.filter((ms) => ms >= from_ms && ms < to_ms).length,
  }))
}

type Described = { id: string; name: string; severity: string }

/** What the shipped file says of a policy. */
const { policies: DESCRIBED } = load(
  readFileSync(new URL('../../data/policies.yaml', import.meta.url), 'utf8'),
) as { policies: Described[] }

/** Everything that /analytics/policies answers: most detected first, else by name. */
export function recomputedPolicies(rows: readonly LogRow[], asked: Asked) {
  const { violations } = recomputed(rows, asked)
  const ids = [...new Set(Object.values(violations).flat())]
  const count = (refs: readonly string[], id: string) => refs.filter((one) => one === id).length
  const policies = ids
    .map((id) => ({
      id,
      name: DESCRIBED.find((one) => one.id === id)?.name ?? null,
      severity: DESCRIBED.find((one) => one.id === id)?.severity ?? null,
      detected: count(violations.detected, id),
      prevented: count(violations.prevented, id),
      shipped: count(violations.shipped, id),
    }))
    .sort((a, b) => b.detected - a.detected || (a.id < b.id ? -1 : 1))
  return {
    policy_violations: Object.fromEntries(policies.map(({ id, detected }) => [id, detected])),
    total_policies: policies.length,
    total_violations: violations.detected.length,
    policies,
  }
}

const HOUR = 3_600_000
const WIDTHS = { hour: 72, day: 24 * 120, week: 24 * 366 * 2, month: 24 * 366 * 20 } as const

/** Everything that /analytics/timeseries answers when no width is asked for, its percentiles exact. */
export function recomputedSeries(rows: readonly LogRow[], asked: Asked, zone: string) {
  const times = rows.map(({ ts }) => ts)
  const [from, to] = [asked.from ?? Math.min(...times), asked.to ?? Math.max(...times) + 1]
  const width = (Object.keys(WIDTHS) as (keyof typeof WIDTHS)[]).find(
    (one) => (to - from) / HOUR <= WIDTHS[one],
  )
  if (from >= to) return { bucket_width: 'day', points: [] }
  if (width === undefined) throw new Error('the log is not that long')
  const points = []
  for (let start = DateTime.fromMillis(from, { zone }).startOf(width); start.toMillis() < to; ) {
    const next = start.plus({ [width]: 1 }).startOf(width)
    const within = {
      from: Math.max(start.toMillis(), asked.from ?? Number.NEGATIVE_INFINITY),
      to: Math.min(next.toMillis(), asked.to ?? Number.POSITIVE_INFINITY),
    }
    const { summary, latencies } = recomputed(rows, { ...asked, ...within })
    const { event_counts: counts, accept_rate } = summary
    points.push({
      start: start.toISO(),
      offered: counts.offered ?? 0,
      accepted: counts.accepted ?? 0,
      edited: counts.edited ?? 0,
      rejected: counts.rejected ?? 0,
      timeout: counts.timeout ?? 0,
      withheld: counts.withheld ?? 0,
      accept_rate,
      p95_latency_ms: exact(latencies, SHARES.p95),
    })
    start = next
  }
  return { bucket_width: width, points }
}
