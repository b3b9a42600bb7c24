// Several language models, and those that fail: who is asked in which turn, who is left alone and for how long.
import { expect, it } from 'vitest'
import { request, told } from '../support/asked-coach.ts'
import { coachOf } from '../support/coach.ts'
import { answers, fakeLanguageModel, hangs, says, suggests } from '../support/fake-language-model.ts'
import { waitFor } from '../support/wait-for.ts'

const better = 'Returns are not certain.'

/** A clock of the test’s own. */
function clock() {
  const time = { now: Date.parse('2026-07-01T12:00:00Z') }
  return { time, read: () => time.now }
}

it('the next model answers when one fails, and the status tells how each went', async () => {
  const { time, read } = clock()
  const fakes = [await fakeLanguageModel(answers(500)), await fakeLanguageModel(suggests(better))]
  const third = await fakeLanguageModel(hangs)
  const models = [...fakes, third].map((fake) => fake.model())
  const coach = coachOf({ models, clock: read })
  expect(coach.status().language_models.map(({ state }) => state)).toEqual(Array(3).fill('untried'))
  time.now += 500
  expect(await told(coach)).toEqual([models[1]?.name, null])
  const { offline, language_models } = coach.status()
  expect(offline).toEqual({
    policies_version: expect.stringMatching(/^[0-9a-f]{12}$/),
    policies: expect.any(Number),
    since: '2026-07-01T12:00:00.000Z',
  })
  const named = (n: number) => ({ name: models[n]?.name, host: models[n]?.host, model: 'small' })
  const never = { last_success_at: null, last_failure_at: null, last_failure: null, cooling_until: null }
  expect(language_models).toEqual([
    {
      ...{ ...named(0), ...never, state: 'cooling-down', calls: 1, answered: 0, p50_ms: null },
      last_failure_at: '2026-07-01T12:00:00.500Z',
      last_failure: 'http-5xx',
      cooling_until: '2026-07-01T12:00:01.500Z',
    },
    {
      ...{ ...named(1), ...never, state: 'ok', calls: 1, answered: 1, p50_ms: expect.any(Number) },
      last_success_at: '2026-07-01T12:00:00.500Z',
    },
    { ...named(2), ...never, state: 'untried', calls: 0, answered: 0, p50_ms: null },
  ])
  expect(third.asked).toEqual([])
})

it('asking for the status asks nobody, and tells no key', async () => {
  const fake = await fakeLanguageModel(suggests(better))
  const status = JSON.stringify(coachOf({ models: [fake.model()] }).status())
  expect(status).toContain(fake.model().name)
  expect(status).not.toContain('sk-of-the-test')
  expect(fake.asked).toEqual([])
})

it('a model that hangs leaves the next one its share of the time', async () => {
  const [slow, quick] = [await fakeLanguageModel(hangs), await fakeLanguageModel(suggests(better))]
  const coach = coachOf({ models: [slow.model(), quick.model()], timeoutMs: 600 })
  const answer = await coach.suggest(request)
  expect([answer.provider, slow.asked.length]).toEqual([quick.model().name, 1])
  expect(answer.latency_ms).toBeGreaterThanOrEqual(290)
  expect(answer.latency_ms).toBeLessThan(600)
})

it('a model that is down is left alone, for longer each time, until it answers again', async () => {
  const { time, read } = clock()
  const fake = await fakeLanguageModel(answers(500))
  const coach = coachOf({ models: [fake.model()], clock: read })
  const after = async (ms: number) => {
    time.now += ms
    return (await told(coach))[1]
  }
  expect([
    await after(0),
    await after(999),
    await after(1),
    await after(1_999),
    await after(1),
    await after(3_999),
  ]).toEqual(['http-5xx', 'cooling-down', 'http-5xx', 'cooling-down', 'http-5xx', 'cooling-down'])
  expect(fake.asked.length).toBe(3)
  fake.becomes(suggests(better))
  expect([await after(1), await after(0)]).toEqual([null, null])
  fake.becomes(answers(500))
  expect([await after(0), await after(999), await after(1)]).toEqual(['http-5xx', 'cooling-down', 'http-5xx'])
  time.now += 3_600_000
  for (let n = 0; n < 10; n += 1) await after(60_000)
  expect(await after(59_999)).toBe('cooling-down')
})

it('a model that asks for it is left alone for as long as it says, up to a minute', async () => {
  const { time, read } = clock()
  const fake = await fakeLanguageModel(answers(429, { 'retry-after': '20' }))
  const coach = coachOf({ models: [fake.model()], clock: read })
  await told(coach)
  time.now += 19_999
  expect(await told(coach)).toEqual(['offline', 'cooling-down'])
  time.now += 1
  fake.becomes(answers(503, { 'retry-after': '86400' }))
  expect(await told(coach)).toEqual(['offline', 'http-5xx'])
  time.now += 60_000
  fake.becomes(suggests(better))
  expect(await told(coach)).toEqual([fake.model().name, null])
})

it('a calendar that is set back or forward keeps no model waiting for longer or shorter', async () => {
  const [calendar, elapsed] = [clock(), clock()]
  const fake = await fakeLanguageModel(answers(500))
  const coach = coachOf({ models: [fake.model()], clock: calendar.read, elapsed: elapsed.read })
  await told(coach)
  calendar.time.now += 86_400_000
  expect(await told(coach)).toEqual(['offline', 'cooling-down'])
  calendar.time.now -= 2 * 86_400_000
  elapsed.time.now += 1_000
  fake.becomes(suggests(better))
  expect(await told(coach)).toEqual([fake.model().name, null])
})

it('bad answers say nothing of the next question: a draft cannot switch a model off', async () => {
  const fake = await fakeLanguageModel(says('no'))
  const coach = coachOf({ models: [fake.model()] })
  expect([await told(coach), await told(coach)]).toEqual(Array(2).fill(['offline', 'invalid-answer']))
  expect(coach.status().language_models).toMatchObject([{ state: 'failing', calls: 2, answered: 0 }])
})

it('one suggestion alone tries a model that was down', async () => {
  const { time, read } = clock()
  const fake = await fakeLanguageModel(answers(500))
  const coach = coachOf({ models: [fake.model()], clock: read })
  await told(coach)
  time.now += 1_000
  let release = () => {}
  fake.becomes((response, question) => {
    release = () => suggests(better)(response, question)
  })
  const first = told(coach)
  await waitFor('the question', () => fake.asked.length === 2)
  expect(await told(coach)).toEqual(['offline', 'cooling-down'])
  release()
  expect(await first).toEqual([fake.model().name, null])
})

it('of many at once sixteen are with the model, and the others are written at once', async () => {
  const fake = await fakeLanguageModel(hangs)
  const coach = coachOf({ models: [fake.model()], timeoutMs: 700 })
  const all = await Promise.all(Array.from({ length: 40 }, () => coach.suggest(request)))
  const reasons = all.map(({ fallback_reason }) => fallback_reason)
  expect([...new Set(reasons)].map((one) => [one, reasons.filter((other) => other === one).length])).toEqual([
    ['timeout', 16],
    ['busy', 24],
  ])
  expect(fake.asked.length).toBe(16)
  const busy = all.filter(({ fallback_reason }) => fallback_reason === 'busy')
  expect(Math.max(...busy.map(({ latency_ms }) => latency_ms))).toBeLessThan(500)
  // Sixteen time-outs of one moment are one failure.
  expect(coach.status().language_models).toMatchObject([{ state: 'cooling-down', calls: 16 }])
})
