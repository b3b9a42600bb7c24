// The whole product with keys: the public port, the writer's own port behind it, and the commands.
import { expect, it } from 'vitest'
import type { Edge } from '../../functions/edge/entrance.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn } from '../support/in-process.ts'
import { runToEnd, startProduct } from '../support/product.ts'

const desk = { authorization: 'Bearer desk-desk-desk-desk' }
const lead = { authorization: 'Bearer lead-lead-lead-lead' }
const edge: Edge = {
  keys: [
    { name: 'lead', secret: 'lead-lead-lead-lead', scopes: ['read'] },
    { name: 'desk', secret: 'desk-desk-desk-desk', scopes: ['write'] },
  ],
  origins: [],
  clock: Date.now,
}

const type = async (response: Response) => ((await response.json()) as { type?: string }).type ?? 'no problem'

it('an event posted with a key passes both ports, and a key that reads finds it', async () => {
  const { app, json } = await productIn(testFolder(), { edge })
  const answer = await postTo(app, event(), desk)
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { ok: true, event_id: expect.any(String), seq: 1 },
  ])
  expect(await json('/events/stats', { ...lead, 'X-Min-Seq': '1' })).toMatchObject({ total_events: 1 })
})

it('nothing is stored without a key, with a wrong one or with one that only reads', async () => {
  const { app, json } = await productIn(testFolder(), { edge })
  const answers = await Promise.all(
    [{}, { authorization: 'Bearer wrong-wrong-wrong' }, lead].map((headers) => postTo(app, event(), headers)),
  )
  expect(await Promise.all(answers.map(async (answer) => [answer.status, await type(answer)]))).toEqual([
    [401, '/problems/key-required'],
    [401, '/problems/key-required'],
    [403, '/problems/key-scope'],
  ])
  expect(await json('/events/stats', lead)).toMatchObject({ total_events: 0 })
})

it('the writer’s own port asks for the same keys, and its commands for the lock file’s token as before', async () => {
  const { writer } = await productIn(testFolder(), { edge })
  const ask = async (path: string, method: string, headers: Record<string, string> = {}) => {
    const answer = await writer.app.request(path, { method, headers })
    return [answer.status, await type(answer)]
  }
  expect({
    withoutKey: await ask('/events/coach', 'POST'),
    otherScope: await ask('/events/coach', 'POST', lead),
    withKey: (await postTo(writer.app, event(), desk)).status,
    health: await ask('/health', 'GET'),
    import: await ask('/import', 'POST', desk),
    digests: await ask('/verify/digests', 'POST', desk),
  }).toEqual({
    withoutKey: [401, '/problems/key-required'],
    otherScope: [403, '/problems/key-scope'],
    withKey: 200,
    health: [200, 'no problem'],
    import: [401, '/problems/unauthorized'],
    digests: [401, '/problems/unauthorized'],
  })
})

it('a person who opens a page is asked to log in, on a page; with the login the page is there', async () => {
  const { app } = await productIn(testFolder(), { edge })
  const open = (authorization: string) =>
    app.request('/reports', { headers: { accept: 'text/html', authorization } })
  const asked = await open('')
  expect([asked.status, asked.headers.get('www-authenticate'), asked.headers.get('content-type')]).toEqual([
    401,
    'Basic realm="Coach Effect", charset="UTF-8"',
    'text/html; charset=utf-8',
  ])
  expect(await asked.text()).toContain('<h1>This needs an API key</h1>')
  const shown = await open(`Basic ${Buffer.from('lead:lead-lead-lead-lead').toString('base64')}`)
  expect([shown.status, shown.headers.get('ratelimit-policy')]).toEqual([200, '"key";q=30000;w=10'])
})

it('a key that has sent all it may is refused before its event is accepted', async () => {
  const time = { now: 0 }
  const { app, json } = await productIn(testFolder(), {
    edge: { ...edge, clock: () => time.now, rate: { requests: 2, seconds: 20 } },
  })
  const statuses = []
  for (let n = 0; n < 4; n += 1) statuses.push((await postTo(app, event(), desk)).status)
  expect(statuses).toEqual([200, 200, 429, 429])
  const refused = await postTo(app, event(), desk)
  expect([refused.headers.get('retry-after'), await type(refused)]).toEqual(['10', '/problems/rate-limited'])
  expect(await json('/events/stats', { ...lead, 'X-Min-Seq': '2' })).toMatchObject({ total_events: 2 })
  time.now += 10_000
  expect((await postTo(app, event(), desk)).status).toBe(200)
})

it('with keys every address is served, the writer’s port stays on this machine, and seed posts with the first key that may', async () => {
  const API_KEYS = 'lead:lead-lead-lead-lead:read,desk:desk-desk-desk-desk:write'
  const product = await startProduct({ DATA_DIR: testFolder(), HOST: '0.0.0.0', API_KEYS })
  try {
    expect(product.writerUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const seed = ['functions/cli/seed.ts', '--events', '40', '--seed', '1', '--url', product.url]
    expect(await runToEnd({ API_KEYS }, seed)).toMatchObject({ code: 0, errors: '' })
    expect(await runToEnd({}, seed)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('401 This needs an API key'),
    })
    const { port } = new URL(product.url)
    const elsewhere = await fetch(`http://127.0.0.2:${port}/analytics/summary`, {
      headers: { ...lead, 'x-min-seq': '40' },
    })
    expect(await elsewhere.json()).toMatchObject({ total_events: 40 })
    expect((await fetch(`http://127.0.0.2:${port}/analytics/summary`)).status).toBe(401)
    expect(product.errors()).toBe('')
  } finally {
    await product.stop()
  }
})
