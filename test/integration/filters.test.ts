// Every figure, over any period and filter, against an independent recomputation over the rows themselves:
// rollups, coarse rollups and raw rows must all say the same.
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { postTo, type reportsIn } from '../support/in-process.ts'
import { expectPercentile, expectPercentiles } from '../support/percentiles.ts'
import { publishLog, sentRow } from '../support/random-log.ts'
import { type Asked, type LogRow, recomputed } from '../support/recomputed.ts'
import { experimentSums } from '../support/recomputed-sessions.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 1, 26, 20)

/** Hours since the row before: mostly minutes, now and then days or a month. */
const pause = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 0.7, noNaN: true }) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 40, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: 300, max: 900, noNaN: true }) },
)

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

type Timed = { pause: number; row: Omit<LogRow, 'ts'> }

/** Publishes rows in several commits, each at its own time, and the writer restarted once. */
async function published(sent: readonly Timed[], size: number, restartAfter: number) {
  let now = START
  const rows: LogRow[] = []
  const reports = await publishLog(sent, {
    size,
    restartAfter,
    clock: () => now,
    async post(app, group) {
      for (const { pause, row } of group) {
        now += Math.round(pause * HOUR)
        rows.push({ ...row, ts: now })
        expect((await postTo(app, row)).status).toBe(200)
      }
    },
  })
  return { rows, reports }
}

describe('the figures of any period and filter', () => {
  it('equal an independent recomputation over the rows: counts exactly, percentiles within their bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ pause, row: sentRow }), { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 40 }),
        fc.infiniteStream(fc.noShrink(fc.nat())),
        async (sent, size, restartAfter, seeds) => {
          const { rows, reports } = await published(sent, size, restartAfter)
          const many = fc.sample(askedOf(rows), { numRuns: 25, seed: seeds.next().value as number })
          for (const asked of many) await compare(reports.json, rows, asked)
          await compareExperiment(reports.reader, rows)
          await reports.stopWriter()
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
  expectPercentiles(latency.percentiles, values)

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
    expectPercentile('p95', point.p95_latency_ms, latencies)
  }
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
