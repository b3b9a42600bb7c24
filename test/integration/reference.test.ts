// The pages that explain: each problem’s, and the API reference; for people, for programs, and for a wrong address.
import { expect, it } from 'vitest'
import { problems } from '../../functions/problem.ts'
import { testFolder } from '../support/folder.ts'
import { reportsIn } from '../support/in-process.ts'

const appOf = async () => (await reportsIn(testFolder())).app
const asJson = { headers: { accept: 'application/json' } }

it('explains a problem as JSON when JSON is asked for, with an example of its answer', async () => {
  const app = await appOf()
  const answer = await app.request('/problems/id-in-flight', asJson)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual([
    200,
    'application/json',
    'Accept',
  ])
  expect(await answer.json()).toEqual({
    slug: 'id-in-flight',
    type: '/problems/id-in-flight',
    status: 409,
    title: 'An event with this id is being stored right now',
    meaning:
      'Another request with the same event_id has not been answered yet. Whether this one is an exact repeat is known only when that one is stored.',
    hint: 'Send it again in a moment: the answer will be the first one’s.',
    retry: true,
    retry_after_seconds: 1,
    kept: 'earlier',
    example: {
      type: '/problems/id-in-flight',
      title: 'An event with this id is being stored right now',
      status: 409,
      detail: 'Send it again in a moment: the answer will be the first one’s.',
      instance: 'urn:uuid:00000000-0000-4000-8000-000000000000',
    },
  })
})

it('has a page for every problem, which says what to do', async () => {
  const app = await appOf()
  for (const [slug, { title, hint, status }] of Object.entries(problems)) {
    const answer = await app.request(`/problems/${slug}`)
    const page = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    for (const said of [`<h1>${title}</h1>`, `<p>${hint}</p>`, `${status} <code>${slug}</code>`])
      expect(page).toContain(said)
  }
})

it('says whether to send the same again, when, and whether anything was kept', async () => {
  const app = await appOf()
  const said = async (slug: string) => {
    const page = await (await app.request(`/problems/${slug}`)).text()
    return /again\?<\/h2><p>(.*?)<\/p>.*?kept\?<\/h2><p>(.*?)<\/p>/s.exec(page)?.slice(1)
  }
  expect(await said('not-initialised')).toEqual([
    'Yes, after 2 seconds: the header Retry-After says so too.',
    'Nothing of the request was kept.',
  ])
  expect(await said('request-timeout')).toEqual([
    'Yes, whenever you like.',
    'Nothing of the request was kept.',
  ])
  expect(await said('internal')).toEqual([
    'No: the same request would fail the same way.',
    'It is not known whether anything was kept.',
  ])
})

it('lists every problem, as a page that leads to each and as JSON', async () => {
  const app = await appOf()
  const page = await (await app.request('/problems')).text()
  const types = Object.keys(problems).map((slug) => `/problems/${slug}`)
  expect([...page.matchAll(/href="(\/problems\/[^"]+)"/g)].map(([, type]) => type)).toEqual(types)
  const listed = (await (await app.request('/problems', asJson)).json()) as { problems: { type: string }[] }
  expect(listed.problems.map(({ type }) => type)).toEqual(types)
})

it('answers an unknown problem with 404, and another method with 405', async () => {
  const app = await appOf()
  const unknown = await app.request('/problems/constructor', asJson)
  expect([unknown.status, ((await unknown.json()) as { type: string }).type]).toEqual([
    404,
    '/problems/not-found',
  ])
  const other = await app.request('/problems/queue-full', { method: 'DELETE' })
  expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect((await app.request('/problems/queue-full/x', { method: 'DELETE' })).status).toBe(404)
})

it('is led to from the page of an error', async () => {
  const app = await appOf()
  const page = await (await app.request('/no-such-page', { headers: { accept: 'text/html' } })).text()
  expect(page).toContain('<a href="/problems/not-found">What this problem means</a>')
})

it('has every operation of the document in the reference, with its curl', async () => {
  const app = await appOf()
  const document = (await (await app.request('/openapi.json')).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const page = await (await app.request('http://localhost:8000/docs')).text()
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  expect([...page.matchAll(/<article id="(\w+)" class="operation"/g)].map(([, id]) => id).sort()).toEqual(
    ids.sort(),
  )
  expect(page.split('<code>curl ')).toHaveLength(ids.length + 1)
  expect(page).toContain('curl &#39;http://localhost:8000/events/recent?limit=10&#39;')
  expect(page).toContain('<a href="/docs" aria-current="page">')
})

it.each(['/docs', '/openapi.json', '/problems', '/problems/stopping'])(
  'is not sent twice: %s',
  async (path) => {
    const app = await appOf()
    const etag = (await app.request(path)).headers.get('etag') ?? ''
    const again = await app.request(path, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  },
)
