// The calendar is set forward and back by a day while the product runs: the log keeps its order, the figures their sums.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { event, productIn } from '../support/in-process.ts'
import { differencesIn } from '../support/verify.ts'
import { waitFor } from '../support/wait-for.ts'

const DAY_MS = 86_400_000
const NOON = Date.parse('2026-07-10T12:00:00Z')
/** Where the calendar stands, in days from that noon, while each of the events comes. */
const DAYS = [0, 1, -1, 0, -1, 1, 1, 0]

type Row = { seq: number; event: string; ts: string; agent_draft: string }

it('events are in the order in which they came, each counts once, on the day that the calendar said', async () => {
  let calendar = NOON
  const folder = testFolder()
  const options = { clock: () => calendar, maxSegmentRows: 2, publishIntervalMs: 1 }
  const { post, json, stopWriter } = await productIn(folder, options)
  for (const [n, days] of DAYS.entries()) {
    calendar = NOON + days * DAY_MS
    const offer = { session_id: `s-${n % 3}`, suggestion_id: `sug-${n}`, agent_draft: `draft ${n}` }
    await post(event(offer))
    // Its answer comes when the calendar stands elsewhere.
    calendar = NOON + (DAYS[(n + 1) % DAYS.length] as number) * DAY_MS
    await post(event({ ...offer, event: 'accepted' }))
  }
  const total = 2 * DAYS.length
  await waitFor('all to be published', async () => (await json('/events/stats')).as_of?.seq === total)
  const recent = await json('/events/recent?limit=100')
  const rows = (recent.events as Row[]).toReversed()
  expect(rows.map(({ seq, agent_draft, event }) => [seq, agent_draft, event])).toEqual(
    DAYS.flatMap((_, n) => [
      [2 * n + 1, `draft ${n}`, 'offered'],
      [2 * n + 2, `draft ${n}`, 'accepted'],
    ]),
  )
  const whole = { total_events: total, resolved_offers: DAYS.length, open_offers: 0, orphan_outcomes: 0 }
  expect(await json('/analytics/summary')).toMatchObject({ ...whole, accept_rate: 100, sessions: 3 })
  for (const [day, from, to] of [
    [-1, '2026-07-09', '2026-07-10'],
    [0, '2026-07-10', '2026-07-11'],
    [1, '2026-07-11', '2026-07-12'],
  ] as const) {
    const offers = DAYS.filter((one) => one === day).length
    const summary = await json(`/analytics/summary?from=${from}&to=${to}`)
    expect({ day, offered: summary.suggestions_offered, accepted: summary.suggestions_accepted }).toEqual({
      ...{ day, offered: offers, accepted: offers },
    })
    const listed = (await json(`/events/recent?limit=100&from=${from}&to=${to}`)).events as Row[]
    expect(listed.every(({ ts }) => ts.startsWith(from))).toBe(true)
    expect(listed.length).toBe(rows.filter(({ ts }) => ts.startsWith(from)).length)
  }
  await stopWriter()
  expect(await differencesIn(folder)).toEqual([])
})

it('a product that starts again on a calendar of yesterday goes on where it was', async () => {
  const folder = testFolder()
  const before = await productIn(folder, { clock: () => NOON })
  await before.post(event({ suggestion_id: 'a' }))
  await before.stopWriter()
  const after = await productIn(folder, { clock: () => NOON - DAY_MS })
  expect(await after.post(event({ suggestion_id: 'a', event: 'rejected' }))).toMatchObject([{ seq: 2 }])
  await waitFor('both to be published', async () => (await after.json('/events/stats')).as_of?.seq === 2)
  expect(await after.json('/analytics/summary')).toMatchObject({
    ...{ resolved_offers: 1, open_offers: 0, orphan_outcomes: 0, accept_rate: 0 },
  })
  const decisions = await after.json('/analytics/decisions')
  expect(JSON.stringify(decisions)).not.toMatch(/NaN|-\d+\.?\d*e/)
  await after.stopWriter()
  expect(await differencesIn(folder)).toEqual([])
})
