// POST /coach/suggest and GET /providers/status as clients see them, without a writer and with nothing published.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { hc } from 'hono/client'
import { expect, it } from 'vitest'
import type { Api } from '../../functions/api.ts'
import type { Coach } from '../../functions/coach/suggest.ts'
import type { Edge } from '../../functions/edge/entrance.ts'
import type { OpenApi } from '../../functions/reference/openapi-object.ts'
import { coachOf } from '../support/coach.ts'
import { answers, fakeLanguageModel, suggests } from '../support/fake-language-model.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, reportsIn, withoutKeys } from '../support/in-process.ts'
import { judge } from '../support/openapi-answers.ts'
import { shippedPolicies } from '../support/policies.ts'
import { runToEnd, startProduct } from '../support/product.ts'

const appWith = async (coach?: Coach, edge: Edge = withoutKeys) =>
  (await reportsIn(testFolder(), 'none', {}, edge, Date.now, coach ? { coach } : {})).app
type App = Awaited<ReturnType<typeof appWith>>

const sent = (changes: object = {}) => ({
  session_id: 's-1',
  agent_draft: 'We guarantee 20% returns.',
  ...changes,
})
const post = (app: App, body: unknown, headers: Record<string, string> = {}) =>
  app.request('/coach/suggest', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  })
type Answer = Awaited<ReturnType<Coach['suggest']>>
const suggestion = async (app: App, changes: object = {}) =>
  (await (await post(app, sent(changes))).json()) as Answer

it('answers with texts that violate nothing, and with what an event about them takes', async () => {
  const app = await appWith()
  const answer = await post(app, sent())
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
  const { suggestion, alternates, policy_refs, evidence_spans, ...rest } = (await answer.json()) as Answer
  const set = shippedPolicies()
  expect([suggestion, ...alternates].flatMap((text) => set.violated(text))).toEqual([])
  expect(policy_refs).toEqual(['ADV-6.2'])
  expect(evidence_spans).toEqual(set.detect(sent().agent_draft).map(({ start, end }) => [start, end]))
  expect(rest).toEqual({
    rationale: expect.stringMatching(/\w/),
    confidence: expect.any(Number),
    suggestion_id: expect.stringMatching(/^sug-[0-9a-f-]{36}$/),
    ab_test_bucket: 'on',
    latency_ms: expect.any(Number),
    provider: 'offline',
    fallback_reason: null,
  })
})

it('what it answers makes an event that is stored as it is', async () => {
  const { app, json } = await productIn()
  const { policy_refs, latency_ms, ab_test_bucket, suggestion_id } = await suggestion(app)
  const offered = { ...sent(), policy_refs, latency_ms, ab_test_bucket, suggestion_id }
  expect((await postTo(app, event(offered))).status).toBe(200)
  const { events } = await json('/events/recent', { 'X-Min-Seq': '1' })
  expect(events).toMatchObject([offered])
})

it('absent fields may be null, and every field is checked in the words that events use', async () => {
  const app = await appWith()
  const nothing = { context: null, policy_hits: null, brand_tone: null, required_disclosures: null }
  expect((await post(app, sent(nothing))).status).toBe(200)
  const answer = await post(app, {
    session_id: 'é',
    agent_draft: '',
    context: 'x'.repeat(20_001),
    policy_hits: Array(51).fill('A'),
    brand_tone: 7,
    required_disclosures: ['a\0'],
  })
  expect([answer.status, await answer.json()]).toEqual([
    422,
    {
      type: '/problems/invalid-request',
      title: 'The request is not valid',
      status: 422,
      detail: 'The errors name each field and what it takes.',
      instance: expect.any(String),
      errors: [
        { path: 'session_id', message: 'session_id must be printable ASCII' },
        { path: 'agent_draft', message: 'agent_draft must not be empty' },
        { path: 'context', message: 'context must be at most 20,000 characters' },
        { path: 'policy_hits', message: 'policy_hits must hold at most 50 policies' },
        { path: 'brand_tone', message: 'brand_tone must be a string' },
        {
          path: 'required_disclosures.0',
          message: 'each disclosure must not hold NUL characters or lone surrogates',
        },
      ],
    },
  ])
})

it('refuses what cannot be read, as events are refused', async () => {
  const app = await appWith()
  const refused = [
    await post(app, '{'),
    await post(app, Buffer.from('{"session_id":"\xff"}', 'latin1')),
    await post(app, sent(), { 'Content-Type': 'text/plain' }),
    await post(app, sent(), { 'Content-Encoding': 'br' }),
    await post(app, sent({ context: 'x'.repeat(600_000) })),
    await app.request('/coach/suggest'),
  ]
  expect(
    await Promise.all(
      refused.map(async (answer) => [answer.status, ((await answer.json()) as { type: string }).type]),
    ),
  ).toEqual([
    [400, '/problems/malformed-body'],
    [400, '/problems/malformed-body'],
    [415, '/problems/unsupported-media-type'],
    [415, '/problems/unsupported-media-type'],
    [413, '/problems/body-too-large'],
    [405, '/problems/method-not-allowed'],
  ])
  const packed = await post(app, gzipSync(JSON.stringify(sent())), { 'Content-Encoding': 'gzip' })
  expect(packed.status).toBe(200)
})

it('in arm off the coach has run and says all that it says in arm on; the session decides when nobody else does', async () => {
  const [on, off, auto] = [
    await appWith(),
    await appWith(coachOf({ bucket: 'off' })),
    await appWith(coachOf({ bucket: 'auto' })),
  ]
  const { suggestion_id: _, latency_ms: __, ...shown } = await suggestion(on)
  expect(await suggestion(off)).toMatchObject({ ...shown, ab_test_bucket: 'off' })
  const arms = []
  for (const session_id of ['s-1', 's-2', 's-1', 's-2'])
    arms.push((await suggestion(auto, { session_id })).ab_test_bucket)
  expect(arms).toEqual(['off', 'on', 'off', 'on'])
})

const secret = (name: string) => `${name}-secret-of-24-characters`
const keys = [
  { name: 'desk', secret: secret('desk'), scopes: ['write' as const] },
  { name: 'lead', secret: secret('lead'), scopes: ['read' as const] },
]
const as = (name: string) => ({ authorization: `Bearer ${secret(name)}` })

it('asking for a suggestion takes a key that writes, and no remembered login; the status one that reads', async () => {
  const app = await appWith(undefined, { ...withoutKeys, keys })
  const basic = { authorization: `Basic ${Buffer.from(`desk:${secret('desk')}`).toString('base64')}` }
  const asked = []
  for (const headers of [{}, as('lead'), basic, as('desk')])
    asked.push((await post(app, sent(), headers)).status)
  expect(asked).toEqual([401, 403, 401, 200])
  const told = []
  for (const headers of [{}, as('desk'), as('lead')])
    told.push((await app.request('/providers/status', { headers })).status)
  expect(told).toEqual([401, 403, 200])
})

it('pages of a listed origin may ask, others may not', async () => {
  const app = await appWith(undefined, { ...withoutKeys, origins: ['https://desk.example'] })
  const allowed = async (origin: string) =>
    (await post(app, sent(), { origin })).headers.get('access-control-allow-origin')
  expect([await allowed('https://desk.example'), await allowed('https://evil.example')]).toEqual([
    'https://desk.example',
    null,
  ])
})

it('answers as /openapi.json promises, the examples there among them', async () => {
  const fake = await fakeLanguageModel(suggests('Returns are not certain.'))
  const app = await appWith(coachOf({ models: [fake.model()] }))
  const document = (await (await app.request('/openapi.json')).json()) as OpenApi
  const { hear, faults, statuses } = judge(document)
  const example = document.paths['/coach/suggest']?.post?.requestBody?.content['application/json']?.example
  await hear('/providers/status', await app.request('/providers/status'))
  await hear('/coach/suggest', await post(app, example), 'post')
  fake.becomes(answers(500))
  await hear('/coach/suggest', await post(app, example), 'post')
  for (const body of ['{', {}, sent({ context: 'x'.repeat(600_000) })])
    await hear('/coach/suggest', await post(app, body), 'post')
  await hear('/coach/suggest', await post(app, sent(), { 'Content-Type': 'text/html' }), 'post')
  await hear('/providers/status', await app.request('/providers/status'))
  expect(faults).toEqual({})
  expect(statuses()).toEqual([200, 400, 413, 415, 422])
})

it('the typed client asks and is told', async () => {
  const app = await appWith()
  const fetch = async (url: string | URL | Request, init?: RequestInit) => app.request(url, init)
  const api = hc<Api>('http://localhost', { fetch })
  const answer = await api.coach.suggest.$post({ json: { session_id: 's-1', agent_draft: 'Guaranteed.' } })
  if (!answer.ok) throw new Error((await answer.json()).title)
  expect((await answer.json()).alternates.length).toBe(2)
  const status = await api.providers.status.$get({})
  if (!status.ok) throw new Error((await status.json()).title)
  expect((await status.json()).language_models).toEqual([])
})

it('a policy file that cannot be used is named with its line, and nothing is opened', async () => {
  const folder = testFolder()
  const started = (file: string) =>
    runToEnd({ DATA_DIR: join(folder, 'data'), POLICIES_FILE: join(folder, file), PORT: '0' })
  writeFileSync(join(folder, 'policies.yaml'), 'policies:\n  - id: A\n    name: 7\n')
  expect([await started('policies.yaml'), await started('none.yaml')]).toEqual([
    { code: 2, output: '', errors: expect.stringMatching(/policies\.yaml:\d+: .+\n$/) },
    { code: 2, output: '', errors: expect.stringMatching(/none\.yaml: .*ENOENT.*\n$/) },
  ])
  expect(readdirSync(folder)).toEqual(['policies.yaml'])
})

it('the product asks the model of its settings, with no writer anywhere and nothing published', async () => {
  const fake = await fakeLanguageModel(suggests('Returns are not certain.'))
  const product = await startProduct({
    ...{ ROLE: 'report', DATA_DIR: testFolder(), AB_TEST_BUCKET: 'off' },
    ...{ LLM_BASE_URL: `http://${fake.host}/v1`, LLM_MODEL: 'small', LLM_API_KEY: 'sk-1' },
  })
  try {
    const answer = await fetch(`${product.url}/coach/suggest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent()),
    })
    expect(await answer.json()).toMatchObject({
      suggestion: 'Returns are not certain.',
      ab_test_bucket: 'off',
      provider: `small@${fake.host}`,
    })
    expect(fake.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-1'])
    const status = await (await fetch(`${product.url}/providers/status`)).json()
    expect(status).toMatchObject({ language_models: [{ state: 'ok', calls: 1 }] })
    expect(product.errors()).toBe('')
  } finally {
    expect(await product.stop()).toBe(0)
  }
})
