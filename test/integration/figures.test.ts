// The figures of the reports against an independent recomputation over the events that were sent.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, reportsIn, type Sent, writerIn } from '../support/in-process.ts'

const sentEvent = fc.record({
  event: fc.constantFrom(
    'offered',
    'offered',
    'offered',
    'accepted',
    'edited',
    'rejected',
    'timeout',
    'withheld',
  ),
  session_id: fc.constantFrom('s1', 's2', 's3', 's4'),
  agent_draft: fc.constantFrom('draft 1', 'draft 2'),
  suggestion_used: fc.constantFrom(null, 'better', 'draft 1'),
  policy_refs: fc.subarray(['ADV-6.2', 'TONE', 'DISC-1.1']),
  latency_ms: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 3_600_000 })),
  ab_test_bucket: fc.constantFrom('on', 'off'),
})

/** The definitions of the contract, over plain rows. */
function recomputed(events: Sent[]) {
  type Offer = { row: Sent; outcome: Sent | null }
  const offers: Offer[] = []
  let orphans = 0
  for (const row of events) {
    if (row.event === 'offered') offers.push({ row, outcome: null })
    if (row.event === 'offered' || row.event === 'withheld') continue
    const same = offers.filter(
      (o) => o.row.session_id === row.session_id && o.row.agent_draft === row.agent_draft,
    )
    const open = same.findLast((o) => o.outcome === null)
    if (open) open.outcome = row
    else if (same.length === 0) orphans += 1
  }
  const resolved = offers.filter((o) => o.outcome !== null)
  const accepted = resolved.filter((o) => ['accepted', 'edited'].includes(String(o.outcome?.event)))
  const drafts = events.filter((row) => row.event === 'offered' || row.event === 'withheld')
  const latencies = drafts.map((row) => row.latency_ms as number).sort((a, b) => a - b)
  const refs = (row: Sent) => row.policy_refs as string[]
  const shippedByOffers = resolved.filter((o) => {
    const used = ['accepted', 'edited'].includes(String(o.outcome?.event))
    return !used || o.outcome?.suggestion_used === o.row.agent_draft
  })
  const prevented = accepted.filter(
    (o) => o.outcome?.suggestion_used !== null && !shippedByOffers.includes(o),
  )
  const count = (rows: Sent[]) => rows.reduce((sum, row) => sum + refs(row).length, 0)
  const counts: Record<string, number> = {}
  for (const row of events) counts[String(row.event)] = (counts[String(row.event)] ?? 0) + 1
  return {
    latencies,
    summary: {
      total_events: events.length,
      event_counts: counts,
      suggestions_offered: offers.length,
      suggestions_accepted: accepted.length,
      accept_rate: resolved.length === 0 ? null : Math.round((accepted.length / resolved.length) * 1e4) / 100,
      avg_latency_ms:
        drafts.length === 0
          ? null
          : Math.round((latencies.reduce((a, b) => a + b, 0) / drafts.length) * 100) / 100,
      sessions: new Set(events.map((row) => row.session_id)).size,
      resolved_offers: resolved.length,
      open_offers: offers.length - resolved.length,
      orphan_outcomes: orphans,
      violations: {
        detected: count(drafts),
        prevented: count(prevented.map((o) => o.row)),
        shipped:
          count(shippedByOffers.map((o) => o.row)) + count(drafts.filter((row) => row.event === 'withheld')),
      },
    },
  }
}

describe('the figures', () => {
  it('equal an independent recomputation of whatever was sent, a restart in between; percentiles within their bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentEvent, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 60 }),
        async (events, size, restartAfter) => {
          const folder = testFolder()
          let writer = await writerIn(folder)
          const { json } = await reportsIn(folder)
          // In several commits, so that sums cross segments.
          for (let from = 0; from < events.length; from += size) {
            if (from <= restartAfter && restartAfter < from + size) {
              await writer.stop()
              writer = await writerIn(folder)
            }
            await Promise.all(events.slice(from, from + size).map((row) => postTo(writer.app, row)))
            await json('/events/stats', { 'X-Min-Seq': String(Math.min(from + size, events.length)) })
          }
          const expected = recomputed(events)
          const { as_of, accept_rate_ci, ...summary } = await json('/analytics/summary')
          expect(summary).toEqual(expected.summary)
          expect(as_of.seq).toBe(events.length)
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
          for (const [name, q] of [
            ['p50', 0.5],
            ['p90', 0.9],
            ['p95', 0.95],
            ['p99', 0.99],
          ] as const) {
            const exact = values[Math.ceil(q * values.length) - 1] ?? null
            const stated = latency.percentiles[name] ?? null
            if (exact === null || stated === null) expect(stated).toBe(exact)
            else expect(Math.abs(stated - exact)).toBeLessThanOrEqual(exact * 0.01)
          }
          await writer.stop()
        },
      ),
      { numRuns: 12 },
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

  it('count violations by policy once per draft, not again for its outcome', async () => {
    const { post, json } = await productIn()
    await post(
      event({ policy_refs: ['ADV-6.2', 'TONE'] }),
      event({ event: 'accepted', suggestion_used: 'better', policy_refs: ['ADV-6.2', 'TONE'] }),
      event({ session_id: 's2', policy_refs: ['TONE'] }),
    )
    expect(await json('/analytics/policies', { 'X-Min-Seq': '3' })).toEqual({
      policy_violations: { TONE: 2, 'ADV-6.2': 1 },
      total_policies: 2,
      total_violations: 3,
      policies: [
        { id: 'TONE', name: null, severity: null, detected: 2, prevented: 1, shipped: 0 },
        { id: 'ADV-6.2', name: null, severity: null, detected: 1, prevented: 1, shipped: 0 },
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
