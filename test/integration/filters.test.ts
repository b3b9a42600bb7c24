// Every figure, over any period and filter, against an independent recomputation over the rows themselves:
// rollups, coarse rollups and raw rows must all say the same.
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { postTo, reportsIn, writerIn } from '../support/in-process.ts'
import { type Asked, experimentSums, type LogRow, recomputed } from '../support/recomputed.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 1, 26, 20)

const sentRow = fc.record({
  /** Hours since the row before: mostly minutes, now and then days or a month. */
  pause: fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: 0, max: 0.7, noNaN: true }) },
    { weight: 2, arbitrary: fc.double({ min: 0, max: 40, noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ min: 300, max: 900, noNaN: true }) },
  ),
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
  session_id: fc.constantFrom('s1', 's2', 's3', 's4', 's5'),
  agent_draft: fc.constantFrom('draft 1', 'draft 2'),
  suggestion_used: fc.constantFrom(null, 'better', 'draft 1'),
  policy_refs: fc.array(fc.constantFrom('ADV-6.2', 'TONE', 'a "quoted", policy'), { maxLength: 3 }),
  latency_ms: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 3_600_000 })),
  ab_test_bucket: fc.constantFrom('on' as const, 'off' as const),
  suggestion_id: fc.constantFrom(undefined, undefined, 'sug-1', 'sug-2'),
  agent_id: fc.constantFrom(undefined, 'anna', 'ben'),
})

/** Where a period begins or ends: on a row, beside one, on a whole hour, day or month, or nowhere. */
const momentIn = (rows: readonly LogRow[]) =>
  fc
    .tuple(fc.constantFrom(...rows), fc.constantFrom('row', 'after', 'hour', 'day', 'month', 'none'))
    .map(([row, kind]) => {
      if (kind === 'none') return undefined
      if (kind === 'row' || kind === 'after') return row.ts + (kind === 'after' ? 1 : 0)
      return DateTime.fromMillis(row.ts, { zone: 'utc' })
        .startOf(kind as 'hour')
        .toMillis()
    })

const askedOf = (rows: readonly LogRow[]): fc.Arbitrary<Asked> =>
  fc
    .record({
      from: momentIn(rows),
      to: momentIn(rows),
      bucket: fc.constantFrom(undefined, undefined, 'on', 'off'),
      policy: fc.constantFrom(undefined, undefined, 'TONE', 'a "quoted", policy'),
      agent: fc.constantFrom(undefined, undefined, 'anna', 'nobody'),
      event: fc.constantFrom(undefined, undefined, undefined, 'offered', 'withheld', 'edited'),
      session: fc.constantFrom(undefined, undefined, undefined, undefined, 's2'),
    })
    .filter(({ from, to }) => from === undefined || to === undefined || from < to)

function queryOf(asked: Asked): string {
  const { from, to, agent, session, ...rest } = asked
  const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString())
  const given = { from: iso(from), to: iso(to), agent_id: agent, session_id: session, ...rest }
  return new URLSearchParams(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString()
}

/** Publishes rows in several commits, each at its own time, and the writer restarted once. */
async function published(sent: { pause: number }[], size: number, restartAfter: number) {
  const folder = testFolder()
  let now = START
  const start = () => writerIn(folder, { clock: () => now })
  let writer = await start()
  const reports = await reportsIn(folder)
  const rows: LogRow[] = []
  for (let from = 0; from < sent.length; from += size) {
    if (from <= restartAfter && restartAfter < from + size) {
      await writer.stop()
      writer = await start()
    }
    for (const { pause, ...row } of sent.slice(from, from + size)) {
      now += Math.round(pause * HOUR)
      rows.push({ ...(row as unknown as LogRow), ts: now })
      const response = await postTo(writer.app, row)
      expect(response.status).toBe(200)
    }
    await reports.json('/events/stats', { 'X-Min-Seq': String(rows.length) })
  }
  return { rows, reports, stop: () => writer.stop() }
}

describe('the figures of any period and filter', () => {
  it('equal an independent recomputation over the rows: counts exactly, percentiles within their bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentRow, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 40 }),
        fc.infiniteStream(fc.noShrink(fc.nat())),
        async (sent, size, restartAfter, seeds) => {
          const { rows, reports, stop } = await published(sent, size, restartAfter)
          const many = fc.sample(askedOf(rows), { numRuns: 25, seed: seeds.next().value as number })
          for (const asked of many) await compare(reports.json, rows, asked)
          await compareExperiment(reports.reader, rows)
          await stop()
        },
      ),
      { numRuns: 2, endOnFailure: true },
    )
  }, 120_000)
})

type Json = Awaited<ReturnType<typeof reportsIn>>['json']

async function compare(json: Json, rows: LogRow[], asked: Asked) {
  const query = queryOf(asked)
  const expected = recomputed(rows, asked)
  const { as_of: _, accept_rate_ci, ...summary } = await json(`/analytics/summary?${query}`)
  expect([query, summary]).toEqual([query, expected.summary])
  expect(accept_rate_ci === null).toBe(expected.summary.accept_rate === null)

  const policies = await json(`/analytics/policies?${query}`)
  const counted: Record<string, number[]> = {}
  for (const [index, ids] of Object.values(expected.violations).entries())
    for (const id of ids) {
      counted[id] ??= [0, 0, 0]
      ;(counted[id] as number[])[index] = ((counted[id] as number[])[index] as number) + 1
    }
  const listed = policies.policies as { id: string; detected: number; prevented: number; shipped: number }[]
  expect([
    query,
    Object.fromEntries(listed.map((p) => [p.id, [p.detected, p.prevented, p.shipped]])),
  ]).toEqual([query, counted])

  const latency = (await json(`/analytics/latency?${query}`)) as unknown as {
    total_requests: number
    min_latency_ms: number | null
    percentiles: Record<string, number | null>
  }
  const values = expected.latencies
  expect([query, latency.total_requests, latency.min_latency_ms]).toEqual([
    query,
    values.length,
    values[0] ?? null,
  ])
  for (const [name, q] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const)
    within(latency.percentiles[name] ?? null, values[Math.ceil(q * values.length) - 1] ?? null)

  const recent = (await json(`/events/recent?limit=1000&${query}`)) as unknown as { events: { ts: string }[] }
  expect([query, recent.events.length]).toEqual([query, expected.summary.total_events])
  await compareSeries(json, rows, asked)
}

async function compareSeries(json: Json, rows: LogRow[], asked: Asked) {
  const zone = 'Asia/Kolkata' // half an hour off the hours of the rollups
  const query = `${queryOf(asked)}&width=day&tz=${zone}`
  const { points } = (await json(`/analytics/timeseries?${query}`)) as unknown as {
    points: { start: string; offered: number; accept_rate: number | null; p95_latency_ms: number | null }[]
  }
  const total = recomputed(rows, asked).summary
  expect([query, points.reduce((sum, point) => sum + point.offered, 0)]).toEqual([
    query,
    total.suggestions_offered,
  ])
  for (const point of points) {
    const day = DateTime.fromISO(point.start, { zone })
    expect(day.toMillis()).toBe(day.startOf('day').toMillis())
    const { summary, latencies } = recomputed(rows, {
      ...asked,
      from: Math.max(day.toMillis(), asked.from ?? 0),
      to: Math.min(day.plus({ days: 1 }).toMillis(), asked.to ?? Number.POSITIVE_INFINITY),
    })
    expect([query, point.start, point.offered, point.accept_rate]).toEqual([
      query,
      point.start,
      summary.suggestions_offered,
      summary.accept_rate,
    ])
    within(point.p95_latency_ms, latencies[Math.ceil(0.95 * latencies.length) - 1] ?? null)
  }
}

function within(stated: number | null, exact: number | null) {
  if (exact === null || stated === null) expect(stated).toBe(exact)
  else expect(Math.abs(stated - exact)).toBeLessThanOrEqual(exact * 0.01)
}

async function compareExperiment(reader: Awaited<ReturnType<typeof reportsIn>>['reader'], rows: LogRow[]) {
  const snapshot = await reader.current()
  const all = { bucket: null, policy: null, event: null, session: null, agent: null }
  for (const [from, to] of [
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    [(rows[5] as LogRow).ts, (rows.at(-3) as LogRow).ts],
  ] as const) {
    if (from >= to) continue
    const found = await snapshot?.facts(
      `SELECT bucket || ' ' || measure AS name, sum(n) AS n FROM facts WHERE measure LIKE 'x\\_%' ESCAPE '\\'
       GROUP BY ALL HAVING sum(n) <> 0`,
      { ...all, edges: [from, to] },
    )
    expect(Object.fromEntries((found ?? []).map(({ name, n }) => [name, n]))).toEqual(
      experimentSums(rows, from, to),
    )
  }
}
