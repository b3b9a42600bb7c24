// Keeps the made-up history honest: what its SQL settled is what the writer settles, event by event.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventSchema } from '../../../functions/event.ts'
import { openDuck, type Row, rows } from '../../../functions/write/ledger/duck.ts'
import { arrivalOf, Settler } from '../../../functions/write/settle.ts'
import { admitted } from '../../support/policies.ts'
import { generateLedger, periodOf, sessionId } from './generate.ts'

const EVENTS = 40_000
let folder = ''
let stored: Row[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coach-effect-bench-'))
  const path = join(folder, 'qa_runs.duckdb')
  // Weeks rather than hours: what comes days late has room.
  const { to } = periodOf(EVENTS, Date.now())
  await generateLedger({ path, events: EVENTS, period: { from: to - 30 * 86_400_000, to }, progress() {} })
  const duck = await openDuck({ temporary: join(folder, 'tmp'), threads: 2, memory: '1GB' })
  const connection = await duck.connect()
  await connection.run(`ATTACH '${path}' AS ledger (READ_ONLY)`)
  stored = await rows(
    connection,
    `SELECT to_json(t)::VARCHAR AS row, epoch_ms(ts)::DOUBLE AS ts, epoch_ms(offer_ts)::DOUBLE AS offer_ts,
            epoch_ms(session_started_at)::DOUBLE AS session_started_at
     FROM ledger.coach_events t ORDER BY seq`,
  )
  duck.close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const withoutNulls = (row: Row) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

test('the writer would have settled every event as the history says', () => {
  const settler = new Settler({ sessions: [], offers: [] })
  const resolutions: Record<string, number> = {}
  stored.forEach(({ row, ...times }, index) => {
    const event: Row = { ...JSON.parse(row as string), ...times }
    expect(event.seq).toBe(index + 1)
    const { occurred_at: _, ...sent } = withoutNulls(event)
    const settled = settler.settle(
      arrivalOf(admitted(eventSchema.parse(sent))),
      event.seq as number,
      event.ts as number,
    )
    expect(event, `event ${event.seq}`).toMatchObject(settled)
    resolutions[String(settled.resolution)] = (resolutions[String(settled.resolution)] ?? 0) + 1
  })
  // Every awkward kind occurs.
  expect(Object.keys(resolutions).sort()).toEqual(['first', 'null', 'orphan', 'repeat'])
  const kinds = stored.map(({ row }) => JSON.parse(row as string) as Row)
  expect(kinds.some((event) => event.session_bucket === 'both')).toBe(true)
  expect(kinds.some((event) => event.session_id === sessionId(7))).toBe(true)
  const late = stored.map(
    ({ ts, offer_ts }) => (ts as number) - ((offer_ts as number | null) ?? (ts as number)),
  )
  expect(Math.max(...late)).toBeGreaterThan(2 * 86_400_000)
})
