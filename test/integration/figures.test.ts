// The figures of the reports against an independent recomputation over the events that were sent.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { event, postTo, productIn } from '../support/in-process.ts'
import { expectPercentiles } from '../support/percentiles.ts'
import { publishLog, sentRow } from '../support/random-log.ts'
import { recomputed } from '../support/recomputed.ts'

describe('the figures', () => {
  it('equal an independent recomputation of whatever was sent, a restart in between; percentiles within their bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentRow, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 60 }),
        async (sent, size, restartAfter) => {
          const { json, stopWriter } = await publishLog(sent, {
            size,
            restartAfter,
            post: (app, group) => Promise.all(group.map((row) => postTo(app, row))),
          })
          // All of the log is asked for, so its times decide nothing.
          const expected = recomputed(sent.map((row) => ({ ...row, ts: 0 })))
          const { as_of, accept_rate_ci, ...summary } = await json('/analytics/summary')
          expect(summary).toEqual(expected.summary)
          expect(as_of.seq).toBe(sent.length)
          expect(accept_rate_ci === null).toBe(expected.summary.accept_rate === null)

          const latency = (await json('/analytics/latency')) as unknown as {
            total_requests: number
            min_latency_ms: number | null
            max_latency_ms: number | null
            percentiles: Record<string, number | null>
            histogram: { from_ms: number; to_ms: number; count: number }[]
          }
          const values = expected.latencies
          expect([latency.total_requests, latency.min_latency_ms, latency.max_latency_ms]).toEqual([
            values.length,
            values[0] ?? null,
            values.at(-1) ?? null,
          ])
          for (const bin of latency.histogram)
            expect(bin.count).toBe(values.filter((ms) => ms >= bin.from_ms && ms < bin.to_ms).length)
          expect(latency.histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length)
          expectPercentiles(latency.percentiles, values)
          await stopWriter()
        },
      ),
      { numRuns: 12, endOnFailure: true }, // to shrink a failure would outlast the test’s time
    )
  })

  it('know nothing of rates and latencies while there is nothing to know', async () => {
    const { post, json } = await productIn()
    await post(event({ event: 'rejected' }))
    expect(await json('/analytics/summary', { 'X-Min-Seq': '1' })).toMatchObject({
      accept_rate: null,
      accept_rate_ci: null,
      avg_latency_ms: null,
      orphan_outcomes: 1,
    })
    expect(await json('/analytics/latency')).toEqual({
      avg_latency_ms: null,
      min_latency_ms: null,
      max_latency_ms: null,
      total_requests: 0,
      percentiles: { p50: null, p90: null, p95: null, p99: null },
      histogram: [],
      error_bound: 0.01,
      as_of: { seq: 1, published_at: expect.any(String) },
    })
  })

  it('take 99 quick answers and one slow for what they are', async () => {
    const { app, json } = await productIn()
    const latencies = [...Array(99).fill(100), 5_000]
    await Promise.all(latencies.map((latency_ms) => postTo(app, event({ latency_ms }))))
    expect(await json('/analytics/latency', { 'X-Min-Seq': '100' })).toMatchObject({
      avg_latency_ms: 149,
      percentiles: { p50: 100, p90: 100, p95: 100, p99: 100 },
      max_latency_ms: 5_000,
    })
  })

  it('count violations by policy once per draft, not again for its outcome, and say what the policy file calls each', async () => {
    const { post, json } = await productIn()
    await post(
      event({ policy_refs: ['ADV-6.2', 'TONE'] }),
      event({ event: 'accepted', suggestion_used: 'better', policy_refs: ['ADV-6.2', 'TONE'] }),
      event({ session_id: 's2', policy_refs: ['TONE', 'OLD-1'] }),
    )
    expect(await json('/analytics/policies', { 'X-Min-Seq': '3' })).toEqual({
      policy_violations: { TONE: 2, 'ADV-6.2': 1, 'OLD-1': 1 },
      total_policies: 3,
      total_violations: 4,
      policies: [
        { id: 'TONE', name: 'Respectful tone', severity: 'low', detected: 2, prevented: 1, shipped: 0 },
        {
          id: 'ADV-6.2',
          name: 'No guaranteed returns',
          severity: 'high',
          detected: 1,
          prevented: 1,
          shipped: 0,
        },
        { id: 'OLD-1', name: null, severity: null, detected: 1, prevented: 0, shipped: 0 },
      ],
      as_of: { seq: 3, published_at: expect.any(String) },
    })
  })

  it('are paged by seq in /events/recent, newest first, each event once', async () => {
    const { app, json } = await productIn()
    await Promise.all(Array.from({ length: 25 }, (_, n) => postTo(app, event({ agent_draft: `draft ${n}` }))))
    await json('/events/stats', { 'X-Min-Seq': '25' })
    const seen: number[] = []
    for (let path: string | null = '/events/recent?limit=10'; path; ) {
      const page = (await json(path)) as unknown as { events: { seq: number }[]; next_before: number | null }
      seen.push(...page.events.map(({ seq }) => seq))
      path = page.next_before === null ? null : `/events/recent?limit=10&before=${page.next_before}`
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n))
    const refused = await app.request('/events/recent?limit=1001&before=x')
    expect([
      refused.status,
      ((await refused.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path),
    ]).toEqual([400, ['limit', 'before']])
  })
})
