// Real answers of the product against /openapi.json: status, media type, headers, body and problem, each as promised.
import { expect, it } from 'vitest'
import type { OpenApi } from '../../functions/reference/openapi-object.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, reportsIn } from '../support/in-process.ts'
import { judge } from '../support/openapi-answers.ts'

type App = Awaited<ReturnType<typeof reportsIn>>['app']

const documentOf = async (app: App) => (await (await app.request('/openapi.json')).json()) as OpenApi

/** Every GET whose answer has an end: its path in the document, and the call of its examples. */
const calls = (document: OpenApi) =>
  Object.entries(document.paths).flatMap(([path, { get }]) => {
    if (!get || get.responses['200']?.content?.['text/event-stream']) return []
    const examples = (get.parameters ?? []).filter(({ example }) => example !== undefined)
    const query = examples
      .filter((one) => one.in === 'query')
      .map(({ name, example }) => `${name}=${example}`)
    const filled = examples
      .filter((one) => one.in === 'path')
      .reduce((whole, { name, example }) => whole.replace(`{${name}}`, String(example)), path)
    return [{ path, query, url: `${filled}?${query.join('&')}` }]
  })

/** The paths of all that is computed from a snapshot for programs: pages and their streams have tests of their own. */
const figures = (document: OpenApi) =>
  Object.entries(document.paths).flatMap(([path, { get }]) => {
    const types = Object.keys(get?.responses['200']?.content ?? { none: {} })
    const isForPeople = types.some((type) => /^text.(html|event-stream)$/.test(type))
    return get && !isForPeople && /^.(analytics|events|export)/.test(path) ? [path] : []
  })

it('holds for every GET as its examples ask, as a page and as JSON, and again with its ETag', async () => {
  const { app, post, json } = await productIn()
  const offer = event({ agent_id: 'a-1', suggestion_id: 'o-1', occurred_at: '2026-07-01T09:00:00+02:00' })
  await post(offer, event({ event: 'edited', suggestion_id: 'o-1', suggestion_used: 'Returns vary.' }))
  await post(
    event({ event: 'withheld', ab_test_bucket: 'off' }),
    event({ event: 'rejected', session_id: 's-2' }),
  )
  await json('/events/stats', { 'X-Min-Seq': '4' })
  const document = await documentOf(app)
  const { hear, faults, statuses } = judge(document)
  for (const accept of ['application/json', 'text/html'])
    for (const { path, url } of calls(document)) {
      const answer = await app.request(url, { headers: { accept } })
      const etag = answer.headers.get('etag')
      await hear(path, answer)
      if (etag !== null)
        await hear(path, await app.request(url, { headers: { accept, 'if-none-match': etag } }))
    }
  expect(faults).toEqual({})
  expect(statuses()).toEqual([200, 302, 304])
})

/** A filter that lets nothing through: a comparison of sessions cannot be narrowed to one. */
const nobody = (path: string) => (path === '/analytics/experiment' ? 'agent_id' : 'session_id')

it('holds for the reports of everything and of nothing', async () => {
  const { app, post, json } = await productIn()
  await post(event(), event({ event: 'timeout' }))
  await json('/events/stats', { 'X-Min-Seq': '2' })
  const document = await documentOf(app)
  const { hear, faults, statuses } = judge(document)
  for (const path of figures(document))
    for (const query of ['', `${nobody(path)}=nobody`, 'from=2020-01-01&to=2020-01-03'])
      await hear(path, await app.request(`${path}?${query}`))
  expect(faults).toEqual({})
  expect(statuses()).toEqual([200])
})

it('holds for what is refused: bad parameters, an event that is not there yet, nothing published', async () => {
  const { app } = await productIn()
  const empty = await reportsIn(testFolder())
  const document = await documentOf(app)
  const { hear, faults, statuses } = judge(document)
  for (const path of figures(document)) {
    await hear(path, await app.request(`${path}?tz=Nowhere&limit=0&width=0&after_seq=x`))
    await hear(path, await app.request(path, { headers: { 'x-min-seq': 'x' } }))
    await hear(path, await app.request(path, { headers: { accept: 'text/html', 'x-min-seq': 'x' } }))
    await hear(path, await empty.app.request(path))
  }
  await hear('/events/stats', await app.request('/events/stats', { headers: { 'x-min-seq': '9' } }))
  await hear('/health', await empty.app.request('/health'))
  await hear('/readyz', await empty.app.request('/readyz'))
  await hear('/problems/{slug}', await app.request('/problems/none-such'))
  expect(faults).toEqual({})
  expect(statuses()).toEqual([400, 404, 503])
})

it('holds for events: stored, repeated, refused in every way, and without a writer', async () => {
  const { app, stopWriter } = await productIn()
  const document = await documentOf(app)
  const known = event({ event_id: '7b0e1f0c-9f5c-4d4e-8f0a-2f6f3f1f9a11' })
  const answers = [
    await postTo(
      app,
      document.paths['/events/coach']?.post?.requestBody?.content['application/json']?.example,
    ),
    await postTo(app, known),
    await postTo(app, known),
    await postTo(app, { ...known, latency_ms: 1 }),
    await postTo(app, event({ latency_ms: -1 })),
    await postTo(app, '{'),
    await postTo(app, event(), { 'Content-Type': 'application/xml' }),
    await postTo(app, event(), { 'Idempotency-Key': 'not-a-uuid' }),
    await postTo(app, event({ agent_draft: 'x'.repeat(600_000) })),
  ]
  await stopWriter()
  answers.push(await postTo(app, event()))
  const { hear, faults } = judge(document)
  for (const answer of answers) await hear('/events/coach', answer, 'post')
  expect(faults).toEqual({})
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 422, 422, 400, 415, 400, 413, 503])
})

it('holds where keys are asked for: none, a wrong one, one of the other scope, one that was used up', async () => {
  const secret = (name: string) => `${name}-secret-of-24-characters`
  const keys = [
    { name: 'desk', secret: secret('desk'), scopes: ['write' as const] },
    { name: 'lead', secret: secret('lead'), scopes: ['read' as const] },
  ]
  const edge = { keys, origins: [], clock: () => 0, rate: { requests: 40, seconds: 10 } }
  const { app } = await productIn(testFolder(), { edge })
  const as = (name: string) => ({ authorization: `Bearer ${secret(name)}` })
  const document = (await (await app.request('/openapi.json')).json()) as OpenApi
  const { hear, faults, statuses } = judge(document)
  await hear('/events/coach', await postTo(app, event()), 'post')
  await hear('/events/coach', await postTo(app, event(), as('lead')), 'post')
  await hear('/events/coach', await postTo(app, event(), as('desk')), 'post')
  await hear(
    '/events/stats',
    await app.request('/events/stats', { headers: { ...as('lead'), 'x-min-seq': '1' } }),
  )
  for (const { path, url } of calls(document)) {
    await hear(path, await app.request(url))
    await hear(path, await app.request(url, { headers: as('desk') }))
    await hear(path, await app.request(url, { headers: as('lead') }))
  }
  for (let n = 0; n < 40; n += 1)
    await hear('/reports', await app.request('/reports', { headers: as('lead') }))
  expect(faults).toEqual({})
  expect(statuses()).toEqual([200, 302, 401, 403, 429])
})
