// The experiment report against an independent recomputation over the sessions themselves, and what it refuses.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventsToGroup, experimentSums } from '../../functions/report/experiment/sums.ts'
import { scopeOf } from '../../functions/report/scope.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, reportsIn, withoutKeys, writerIn } from '../support/in-process.ts'
import { near } from '../support/near.ts'
import { manifestIn } from '../support/published.ts'
import { comparableRow, publishLog } from '../support/random-log.ts'
import type { Asked, LogRow } from '../support/recomputed.ts'
import { recomputedExperiment } from '../support/recomputed-experiment.ts'
import { waitFor } from '../support/wait-for.ts'

const START = Date.UTC(2026, 1, 26, 20)
const MINUTE = 60_000

/** Rows that are posted and published together. */
const GROUP = 7

/** What is told in words or follows from the rest: judged by the tests of each. */
const ASIDE = ['as_of', 'meaning', 'more_sessions']

const withoutAside = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, one) => (ASIDE.includes(name) ? undefined : one)))

const queryOf = ({ from, to, agent, policy }: Asked) =>
  new URLSearchParams({
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
    ...(agent === undefined ? {} : { agent_id: agent }),
    ...(policy === undefined ? {} : { policy }),
  }).toString()

/** Everything, periods that begin and end between sessions or at one, an agent, a policy, and all of it. */
function asksOf(rows: readonly LogRow[]): Asked[] {
  const at = (share: number) => (rows[Math.floor(rows.length * share)] as LogRow).ts
  const hour = (ms: number) => Math.floor(ms / (60 * MINUTE)) * 60 * MINUTE
  const periods: Asked[] = [
    {},
    { from: at(0.05) },
    { to: at(0.3) + 1 },
    { from: hour(at(0.05)), to: hour(at(0.5)) + 60 * MINUTE }, // also of a log of less than an hour
  ]
  const narrower: Asked[] = [{}, { agent: 'anna' }, { policy: 'TONE' }, { agent: 'ben', policy: 'ADV-6.2' }]
  return [...periods.flatMap((period) => narrower.map((one) => ({ ...period, ...one }))), { agent: 'nobody' }]
}

describe('the experiment', () => {
  it('equals a recomputation from the sessions one by one, over many segments, merges, periods and filters', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(comparableRow, { minLength: 250, maxLength: 270 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 2, max: 90 }),
        async (sent, restartAfter, minutes) => {
          let now = START
          const rows: LogRow[] = []
          const { json, stopWriter } = await publishLog(sent, {
            size: GROUP,
            restartAfter,
            clock: () => now,
            async post(app, group) {
              now += minutes * MINUTE
              for (const row of group) rows.push({ ...row, ts: now })
              await Promise.all(group.map((row) => postTo(app, row)))
            },
          })
          for (const asked of asksOf(rows)) {
            const query = queryOf(asked)
            const expected = recomputedExperiment(rows, asked)
            const found = near(withoutAside(await json(`/analytics/experiment?${query}`)), expected)
            expect([query, found]).toEqual([query, expected])
          }
          await stopWriter()
        },
      ),
      { numRuns: 2, endOnFailure: true }, // to shrink a failure would outlast the test’s time
    )
  }, 120_000)

  it('counts a session in the arm and the period of its first event, and in no arm once it was seen in both', async () => {
    let now = START
    const { app, json } = await productIn(undefined, { clock: () => now })
    const at = async (minutes: number, changes: object) => {
      now = START + minutes * MINUTE
      await postTo(app, event({ policy_refs: [], ...changes }))
    }
    await at(0, { session_id: 'a' })
    await at(10, { session_id: 'b', event: 'withheld', ab_test_bucket: 'off' })
    await at(20, { session_id: 'c', event: 'withheld', ab_test_bucket: 'off' })
    await at(90, { session_id: 'a' })
    await at(100, { session_id: 'c' })
    const seen = async (query: string) => {
      const { arms, crossover_sessions } = await json(`/analytics/experiment?${query}`, { 'X-Min-Seq': '5' })
      return { arms, crossover_sessions }
    }
    const none = { sessions: 0, undetermined_sessions: 0, drafts: 0, drafts_without_final_text: 0 }
    const ofFirstHour = {
      arms: {
        on: { sessions: 1, undetermined_sessions: 1, drafts: 2, drafts_without_final_text: 2 },
        off: { ...none, sessions: 1, drafts: 1 },
      },
      crossover_sessions: 1,
    }
    const to = new Date(START + 60 * MINUTE).toISOString()
    expect(await seen('')).toEqual(ofFirstHour)
    expect(await seen(`to=${to}`)).toEqual(ofFirstHour)
    expect(await seen(`from=${to}`)).toEqual({
      arms: { on: none, off: none },
      crossover_sessions: 0,
    })
  })

  it('of an agent is of the sessions that the agent began; of a policy, of its violations in all sessions', async () => {
    const { post, json } = await productIn()
    const withheld = { event: 'withheld', ab_test_bucket: 'off', session_id: 'a', agent_id: 'anna' }
    await post(
      event({ ...withheld, policy_refs: ['TONE', 'ADV-6.2'] }),
      event({ ...withheld, agent_id: 'ben', policy_refs: ['ADV-6.2'] }),
      event({ ...withheld, agent_id: 'ben', session_id: 'b', policy_refs: ['TONE'] }),
    )
    const control = async (query: string) => {
      const answer = await json(`/analytics/experiment?${query}`, { 'X-Min-Seq': '3' })
      const metrics = answer.metrics as { name: string; control: { value: number | null } }[]
      return [answer.arms, Object.fromEntries(metrics.map((one) => [one.name, one.control.value]))]
    }
    const none = { sessions: 0, undetermined_sessions: 0, drafts: 0, drafts_without_final_text: 0 }
    const figures = (sessions: number, drafts: number, [rate, any, detected]: readonly number[]) => [
      { on: none, off: { ...none, sessions, drafts } },
      {
        shipped_violation_rate: rate,
        sessions_with_shipped_violation: any,
        drafts_with_detected_violation: detected,
        avg_latency_ms: 320,
      },
    ]
    expect(await control('')).toEqual(figures(2, 3, [4 / 3, 1, 1]))
    expect(await control('agent_id=anna')).toEqual(figures(1, 2, [3 / 2, 1, 1]))
    expect(await control('policy=ADV-6.2')).toEqual(figures(2, 3, [2 / 3, 1 / 2, 2 / 3]))
    expect(await control('policy=TONE&agent_id=ben')).toEqual(figures(1, 1, [1, 1, 1]))
  })

  it('is refused for one bucket, one type of event or one session, each named with the reason', async () => {
    const { app, post, json } = await productIn()
    await post(event())
    await json('/events/stats', { 'X-Min-Seq': '1' })
    const answer = await app.request('/analytics/experiment?bucket=on&event=offered&session_id=s-1')
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        type: '/problems/invalid-parameter',
        title: 'A parameter or header is not valid',
        status: 400,
        detail: 'The errors name each one and what it takes.',
        instance: expect.any(String),
        errors: [
          { path: 'bucket', message: 'The experiment compares both buckets: ask without one.' },
          {
            path: 'event',
            message: 'The experiment compares whole sessions, not events of one type: ask without event.',
          },
          { path: 'session_id', message: 'The experiment compares many sessions: ask without session_id.' },
        ],
      },
    ])
  })

  it('of a policy is computed for a page on request where it is of many events, and then does not follow the log', async () => {
    const folder = testFolder()
    const writer = await writerIn(folder)
    for (const session_id of ['a', 'b'])
      await postTo(writer.app, event({ session_id, policy_refs: ['TONE'] }))
    await waitFor('both events', () => manifestIn(folder).watermark === 2)
    const { app, stop } = await reportsIn(folder, 'none', {}, withoutKeys, Date.now, { maxGroupedUnasked: 1 })
    const blockOf = async (query: string) => {
      const page = await (await app.request(`/reports?${query}`)).text()
      return page.split('id="block-experiment"')[1]?.split('</section>')[0] ?? ''
    }
    expect(await blockOf('policy=TONE')).toContain('policy=TONE&amp;experiment=compute#block-experiment')
    expect(await blockOf('policy=TONE')).not.toContain('class="arms"')
    expect(await blockOf('policy=TONE&experiment=compute')).toContain('class="arms"')
    expect(await blockOf('')).toContain('class="arms"')
    // Its live updates leave it as it was; those of the page without it say how many events there are.
    const updated = async (query: string) => {
      const stream = await app.request(`/reports/stream?seen=other&${query}`)
      const { value } = (await stream.body?.getReader().read()) ?? {}
      return [...new TextDecoder().decode(value).matchAll(/hx-target="#(block-[a-z-]+)"/g)].map(
        ([, id]) => id,
      )
    }
    const all = await updated('policy=TONE')
    expect(all).toContain('block-experiment')
    expect(await updated('policy=TONE&experiment=compute')).toEqual(
      all.filter((id) => id !== 'block-experiment'),
    )
    stop()
  })

  it('counts the events to group by what each segment holds of the period', async () => {
    let now = START
    const folder = testFolder()
    const writer = await writerIn(folder, { clock: () => now })
    for (let n = 0; n < 6; n += 1) {
      now = START + n * MINUTE
      await postTo(writer.app, event({ session_id: `s${n}` }))
      await waitFor('its own segment', () => manifestIn(folder).watermark === n + 1)
    }
    const { reader } = await reportsIn(folder)
    const snapshot = await reader.atLeast(6)
    const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString()
    const counted = (query: Record<string, string>) => eventsToGroup(snapshot, scopeOf(query, 'UTC'))
    expect(await counted({})).toBe(0)
    expect(await counted({ agent_id: 'anna' })).toBe(6)
    expect(await counted({ policy: 'TONE', from: at(1), to: at(4) })).toBe(3)
    expect(await counted({ policy: 'TONE', from: at(0.5), to: at(0.6) })).toBe(0)
    expect(await counted({ policy: 'TONE', to: at(5) })).toBe(5)
  })

  it('of an agent is refused for a period of more events than it may group, and says so', async () => {
    const { post, json, reader } = await productIn()
    await post(event({ agent_id: 'anna' }), event({ agent_id: 'anna' }))
    await json('/events/stats', { 'X-Min-Seq': '2' })
    const snapshot = await reader.atLeast(2)
    const scope = scopeOf({ agent_id: 'anna' }, 'UTC')
    expect((await experimentSums(snapshot, scope, 2)).on.x_d).toBe(2)
    const message =
      'With a policy or an agent the experiment is computed from the events of the period, at most 1: choose a shorter one.'
    await expect(experimentSums(snapshot, scope, 1)).rejects.toMatchObject({
      slug: 'invalid-parameter',
      errors: [{ path: 'from', message }],
    })
  })
})
