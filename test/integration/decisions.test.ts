// Time to decision, against an estimate made by the book from the rows that were sent.
import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MANIFEST_FILE } from '../../functions/published/manifest.ts'
import type { Decisions } from '../../functions/report/decisions/decisions.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, reportsIn, writerIn } from '../support/in-process.ts'
import { manifestIn, published } from '../support/published.ts'
import { publishLog, sentRow } from '../support/random-log.ts'
import { type Asked, type LogRow, recomputed } from '../support/recomputed.ts'
import { recomputedDecisions } from '../support/recomputed-decisions.ts'
import { waitFor } from '../support/wait-for.ts'

const START = Date.UTC(2026, 5, 27, 20)

/** Seconds since the row before: mostly few, now and then hours, days or a month. */
const pause = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 250, noNaN: true }) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 20_000, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 2_000_000, noNaN: true }) },
)

const queryOf = ({ from, to, agent, ...rest }: Asked) => {
  const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString())
  return new URLSearchParams(
    Object.entries({ from: iso(from), to: iso(to), agent_id: agent, ...rest }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ).toString()
}

type Answer = Decisions & { as_of: { published_at: string } }

function compare(answer: Answer, rows: readonly LogRow[], asked: Asked) {
  const { counts, curve } = recomputedDecisions(rows, asked, Date.parse(answer.as_of.published_at))
  expect(answer).toMatchObject(counts)
  expect(answer.curve.map(({ after_s }) => after_s)).toEqual(curve.map(({ after_s }) => after_s))
  for (const [index, { decided_share }] of curve.entries()) {
    const share = answer.curve[index]?.decided_share as number
    // Never too high, and too low by what is stated at most; both are rounded to 0.01.
    expect(share).toBeLessThanOrEqual(decided_share + 0.011)
    expect(share + answer.share_error_bound).toBeGreaterThanOrEqual(decided_share - 0.011)
  }
}

describe('time to decision', () => {
  it('equals the estimate by the book over any period and filter, but for the ages of open offers, within the bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ pause, row: sentRow }), { minLength: 30, maxLength: 70 }),
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 0, max: 40 }),
        async (sent, size, restartAfter) => {
          let now = START
          const rows: LogRow[] = []
          const { json, stopWriter } = await publishLog(sent, {
            size,
            restartAfter,
            clock: () => now,
            async post(app, group) {
              for (const { pause, row } of group) {
                now += Math.round(pause * 1000)
                rows.push({ ...row, ts: now })
                expect((await postTo(app, row)).status).toBe(200)
              }
            },
          })
          const [from, to] = [rows[4]?.ts as number, rows.at(-3)?.ts as number]
          const hour = Math.floor(from / 3_600_000) * 3_600_000
          for (const asked of [
            {},
            { event: 'offered' },
            { event: 'edited' },
            { event: 'withheld' },
            { bucket: 'on', from },
            { policy: 'TONE', from: hour, to: to + 1 },
            { agent: 'anna' },
            { agent: 'anna', policy: 'TONE', from },
          ] satisfies Asked[]) {
            const query = queryOf(asked)
            compare((await json(`/analytics/decisions?${query}`)) as unknown as Answer, rows, asked)
            const { open_offers } = await json(`/analytics/summary?${query}`)
            if (!('event' in asked)) expect(recomputed(rows, asked).open.length).toBe(open_offers)
          }
          await stopWriter()
        },
      ),
      { numRuns: 3, endOnFailure: true },
    )
  }, 60_000)

  it('knows nothing of a median while too few are decided, and nothing at all without offers', async () => {
    const { post, json, app } = await productIn()
    await post(event({ event: 'withheld' }))
    const nothing = {
      offers: 0,
      decided: 0,
      timed_out: 0,
      open: 0,
      median_s: null,
      median_ci_s: [null, null],
      shares: [],
      curve: [],
      watched_s: null,
      time_error_bound: 0.01,
      share_error_bound: 0,
    }
    const { as_of: _, ...empty } = await json('/analytics/decisions', { 'X-Min-Seq': '1' })
    expect(empty).toEqual(nothing)
    await post(event({ suggestion_id: 'a' }), event({ suggestion_id: 'a', event: 'timeout' }))
    const { as_of: __, ...undecided } = await json('/analytics/decisions', { 'X-Min-Seq': '3' })
    expect(undecided).toEqual({ ...nothing, offers: 1, timed_out: 1, watched_s: 0 })
    expect(await (await app.request('/reports')).text()).toContain(
      'No offer is decided: the time is not known.',
    )
  })

  it('is there after an upgrade: what an earlier version published is published anew, with it', async () => {
    const folder = testFolder()
    const first = await writerIn(folder)
    await postTo(first.app, event({ suggestion_id: 'a' }))
    await postTo(first.app, event({ suggestion_id: 'a', event: 'accepted' }))
    await first.stop()
    const path = published(folder, MANIFEST_FILE)
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"format":\d+/, '"format":2'))
    await writerIn(folder)
    await waitFor('publication', () => manifestIn(folder).watermark === 2)
    const { json } = await reportsIn(folder)
    expect(await json('/analytics/decisions')).toMatchObject({ offers: 1, decided: 1, median_s: 0 })
  })
})
