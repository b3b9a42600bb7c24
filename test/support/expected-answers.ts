// The JSON answers to one query against what one recomputes from the export: whole values, but for what a stated bound lets
// differ.
import { expect } from 'vitest'
import type { Scope } from '../../functions/report/scope.ts'
import { near } from './near.ts'
import type { Answers } from './page/json-page.ts'
import type { Asked, LogRow } from './recomputed.ts'
import {
  recomputedChange,
  recomputedHistogram,
  recomputedLatency,
  recomputedPolicies,
  recomputedSeries,
  recomputedSummary,
} from './recomputed-answers.ts'
import { recomputedDecisions } from './recomputed-decisions.ts'
import { recomputedExperiment } from './recomputed-experiment.ts'

export type Exported = LogRow & { seq: number }

const askedOf = ({ from, to, bucket, policy, event, session, agent }: Scope): Asked => {
  const given = Object.entries({ from, to, bucket, policy, event, session, agent })
  return Object.fromEntries(given.filter(([, value]) => value !== null))
}

/** What a percentile may be off by. */
const onePerCent = (exact: number) => exact / 100 + 1e-9

/** @param own what the export has for the same query  @param rows all that it has */
type Log = { own: readonly Exported[]; rows: readonly Exported[]; scope: Scope }

function expectTotals({ summary, recent, policies }: Answers, { own, rows, scope }: Log) {
  const asked = askedOf(scope)
  const { as_of: _, previous, no_previous: __, accept_rate_change, ...totals } = summary
  expect(totals).toEqual(recomputedSummary(rows, asked))
  expect(totals.event_counts).toEqual(recomputedSummary(own, {}).event_counts)
  const newest = own.map(({ seq }) => seq).slice(-12)
  expect(recent.events.map(({ seq }) => seq)).toEqual(newest.reverse())
  const { as_of: ___, ...byPolicy } = policies
  expect(byPolicy).toEqual(recomputedPolicies(rows, asked))
  if (!previous) return
  const { from, to, log_begins_at: ____, ...before } = previous
  expect(Date.parse(to)).toBe(scope.from)
  expect(before).toEqual(recomputedSummary(rows, { ...asked, from: Date.parse(from), to: Date.parse(to) }))
  expect(near(accept_rate_change, recomputedChange(totals, before), () => 0.011)).toEqual(
    recomputedChange(totals, before),
  )
}

function expectTimes({ latency, timeseries }: Answers, { own, rows, scope }: Log) {
  const asked = askedOf(scope)
  const stated = (
    { percentiles, ...others }: ReturnType<typeof recomputedLatency>,
    exact: typeof percentiles,
  ) => ({
    ...others,
    percentiles: near(percentiles, exact, onePerCent),
  })
  const { as_of: _, previous, no_previous: __, ...times } = latency
  const exact = {
    ...recomputedLatency(own, {}),
    histogram: recomputedHistogram(own, latency.histogram),
    error_bound: 0.01,
  }
  expect(stated(times, exact.percentiles)).toEqual(exact)
  if (previous) {
    const { from, to, log_begins_at: ___, histogram, error_bound: ____, ...before } = previous
    const exactBefore = recomputedLatency(rows, { ...asked, from: Date.parse(from), to: Date.parse(to) })
    expect(stated(before, exactBefore.percentiles)).toEqual(exactBefore)
    expect(histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(exactBefore.total_requests)
  }
  const series = recomputedSeries(rows, asked, scope.zone)
  const points = timeseries.points.map(({ p95_latency_ms, ...point }, index) => ({
    ...point,
    p95_latency_ms: near(p95_latency_ms, series.points[index]?.p95_latency_ms, onePerCent),
  }))
  expect({ bucket_width: timeseries.bucket_width, points }).toEqual(series)
}

function expectDecisions({ decisions }: Answers, { rows, scope }: Log) {
  const { offers, decided, timed_out, open, curve, shares, share_error_bound, as_of } = decisions
  const exact = recomputedDecisions(rows, askedOf(scope), Date.parse(as_of.published_at as string))
  expect({ offers, decided, timed_out, open }).toEqual(exact.counts)
  const withinBound = curve.map(({ after_s, decided_share }, index) => {
    const expected = exact.curve[index]?.decided_share ?? Number.NaN
    // Never too high, and too low by what is stated at most; both are rounded to 0.01.
    const isNear = decided_share <= expected + 0.011 && decided_share + share_error_bound >= expected - 0.011
    return { after_s, decided_share: isNear ? expected : decided_share }
  })
  expect(withinBound).toEqual(exact.curve)
  const last = (after: number) => curve.findLast(({ after_s }) => after_s <= after)?.decided_share ?? 0
  for (const { after_s, decided_share } of shares)
    if (decided_share !== null) expect([after_s, decided_share]).toEqual([after_s, last(after_s)])
}

function expectExperiment({ experiment }: Answers, { rows, scope }: Log) {
  const takes = scope.bucket === null && scope.event === null && scope.session === null
  expect(experiment !== null).toBe(takes)
  if (experiment === null) return
  const { as_of: _, ...found } = experiment
  const exact = recomputedExperiment(rows, askedOf(scope))
  // Told in words, or following from the rest: judged by the tests of each.
  const figures = JSON.parse(
    JSON.stringify(found, (name, one) => (name === 'meaning' || name === 'more_sessions' ? undefined : one)),
  )
  expect(near(figures, exact)).toEqual(exact)
}

export function expectAnswers(answers: Answers, log: Log): void {
  for (const expectPart of [expectTotals, expectTimes, expectDecisions, expectExperiment])
    expectPart(answers, log)
}
