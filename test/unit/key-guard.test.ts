// Who is let in with which key, how often, and what the log says of it.
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { keyGuard } from '../../functions/edge/key-guard.ts'
import { type Env, onError, requestId } from '../../functions/http.ts'
import { createLog } from '../../functions/log.ts'

const keys = [
  { name: 'desk', secret: 'desk-desk-desk-desk', scopes: ['write'] },
  { name: 'lead', secret: 'lead-lead-lead-lead', scopes: ['read'] },
  { name: 'ops', secret: 'ops-ops-ops-ops-ops', scopes: ['write', 'read'] },
] as const

function guarded(rate = { requests: 1_000, seconds: 1 }) {
  const lines: string[] = []
  const time = { now: 0 }
  const app = new Hono<Env>()
  app.use(requestId)
  app.onError(onError(createLog('test', { write: (line) => void lines.push(line) })))
  app.use(keyGuard({ keys, clock: () => time.now, rate }))
  app.get('/broken', () => {
    throw new Error('the report broke')
  })
  app.all('*', (c) => c.text('let in'))
  /** Status, problem and what is asked for; `let in` as the problem when none. */
  async function ask(method: string, path: string, authorization?: string, accept = '*/*') {
    const answer = await app.request(path, {
      method,
      headers: { accept, ...(authorization === undefined ? {} : { authorization }) },
    })
    const text = await answer.text()
    return {
      status: answer.status,
      problem: text.startsWith('{') ? JSON.parse(text).type.replace('/problems/', '') : text,
      challenge: answer.headers.get('www-authenticate'),
      headers: answer.headers,
      text,
    }
  }
  const said = async (...request: Parameters<typeof ask>) => {
    const { status, problem, challenge } = await ask(...request)
    return [status, problem, challenge]
  }
  async function post(path: string, headers: Record<string, string>) {
    const answer = await app.request(path, { method: 'POST', headers })
    const text = await answer.text()
    const problem = text.startsWith('{') ? JSON.parse(text).type.replace('/problems/', '') : text
    return [answer.status, problem, answer.headers.get('www-authenticate')]
  }
  return { ask, said, post, lines, time }
}

const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
const desk = 'Bearer desk-desk-desk-desk'
const lead = 'Bearer lead-lead-lead-lead'
const ops = 'Bearer ops-ops-ops-ops-ops'
const page = 'text/html,application/xhtml+xml'
const letIn = [200, 'let in', null]
const noKey = [401, 'key-required', 'Bearer']
const otherScope = [403, 'key-scope', null]

it.each([
  ['posts with a key that may post', 'POST', '/events/coach', desk, letIn],
  ['posts with a key for both', 'POST', '/events/coach/batch', ops, letIn],
  ['reads with a key that may read', 'GET', '/analytics/summary', lead, letIn],
  ['reads with a key for both', 'GET', '/export/events.csv', ops, letIn],
  ['writes the scheme small', 'GET', '/reports', 'bearer lead-lead-lead-lead', letIn],
  ['posts with a key that may only read', 'POST', '/events/coach', lead, otherScope],
  ['reads with a key that may only post', 'GET', '/events/recent', desk, otherScope],
  ['shows no key', 'POST', '/events/coach', undefined, noKey],
  ['shows a wrong key', 'GET', '/reports', 'Bearer lead-lead-lead-leaD', noKey],
  ['shows only the beginning of a key', 'GET', '/reports', 'Bearer lead-lead-lead-lea', noKey],
  ['shows more than a key', 'GET', '/reports', `${lead}, ${lead}`, noKey],
  ['shows a name for a key', 'GET', '/reports', 'Bearer lead', noKey],
  ['uses another scheme', 'GET', '/reports', 'Digest lead-lead-lead-lead', noKey],
  ['sends an empty header', 'GET', '/reports', '', noKey],
  ['asks for a URL that nobody thought of', 'GET', '/no/such/page', undefined, noKey],
  ['logs in', 'GET', '/reports', basic('lead', 'lead-lead-lead-lead'), letIn],
  ['logs in under another name', 'GET', '/reports', basic('ops', 'lead-lead-lead-lead'), noKey],
  ['logs in with no password', 'GET', '/reports', basic('lead', ''), noKey],
  ['posts with a login', 'POST', '/events/coach', basic('ops', 'ops-ops-ops-ops-ops'), noKey],
  ['asks whether the server lives', 'GET', '/health', undefined, letIn],
  ['loads a style', 'GET', '/assets/style.css?v=1', undefined, letIn],
])('a caller who %s', async (_, method, path, authorization, expected) => {
  expect(await guarded().said(method, path, authorization)).toEqual(expected)
})

it('a browser that opens a page asks the person to log in, and a wrong login is asked for again', async () => {
  const { said } = guarded()
  const logIn = [401, 'key-required', 'Basic realm="Coach Effect", charset="UTF-8"']
  expect(await said('GET', '/reports', undefined, page)).toEqual(logIn)
  expect(await said('GET', '/reports', basic('lead', 'wrong-wrong-wrong'), page)).toEqual(logIn)
  expect(await said('POST', '/events/coach', undefined, page)).toEqual(noKey)
})

it('each key has its own number of requests, and callers without one share theirs', async () => {
  const { ask, time } = guarded({ requests: 2, seconds: 4 })
  const seen = async (authorization?: string) => {
    const { status, headers } = await ask('GET', '/reports', authorization)
    return [
      status,
      headers.get('ratelimit-policy'),
      headers.get('ratelimit'),
      headers.get('retry-after') ?? '-',
    ]
  }
  expect([await seen(lead), await seen(lead), await seen(lead), await seen(ops), await seen()]).toEqual([
    [200, '"key";q=2;w=4', '"key";r=1;t=2', '-'],
    [200, '"key";q=2;w=4', '"key";r=0;t=2', '-'],
    [429, '"key";q=2;w=4', '"key";r=0;t=2', '2'],
    [200, '"key";q=2;w=4', '"key";r=1;t=2', '-'],
    [401, '"no-key";q=2;w=4', '"no-key";r=1;t=2', '-'],
  ])
  time.now += 2_000
  expect((await ask('GET', '/reports', lead)).status).toBe(200)
})

it('guesses are limited together, and keep nobody out who has a key or needs none', async () => {
  const { ask } = guarded({ requests: 3, seconds: 60 })
  const statuses = []
  for (let n = 0; n < 4; n += 1)
    statuses.push((await ask('GET', '/reports', `Bearer guess-guess-guess-${n}`)).status)
  expect(statuses).toEqual([401, 401, 401, 429])
  expect((await ask('GET', '/reports', lead)).status).toBe(200)
  expect((await ask('GET', '/health')).status).toBe(200)
})

it('the log names the key of a request that failed; the answer names none, and neither holds the secret', async () => {
  const { ask, lines } = guarded()
  const { status, text } = await ask('GET', '/broken', lead)
  expect([status, lines.map((line) => JSON.parse(line).key)]).toEqual([500, ['lead']])
  expect(text).not.toContain('lead')
  expect(lines.join('')).not.toContain('lead-lead')
})

it.each([
  ['its browser says that it is ours', { 'sec-fetch-site': 'same-origin' }, letIn],
  ['its origin is ours', { origin: 'http://localhost' }, letIn],
  ['its origin is ours, seen through a proxy that ends TLS', { origin: 'https://localhost' }, letIn],
  ['its origin is another', { origin: 'https://evil.example' }, noKey],
  ['it comes from another site', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, noKey],
  ['nothing says where it comes from', {}, noKey],
])('a login is taken for the form of a page when %s', async (_, headers, expected) => {
  const answer = await guarded().post('/live', {
    authorization: basic('ops', 'ops-ops-ops-ops-ops'),
    ...headers,
  })
  expect(answer).toEqual(expected)
})

it('a login is taken for no other posting, wherever it comes from', async () => {
  const headers = { authorization: basic('ops', 'ops-ops-ops-ops-ops'), 'sec-fetch-site': 'same-origin' }
  expect(await guarded().post('/events/coach', headers)).toEqual(noKey)
  const lead = { ...headers, authorization: basic('lead', 'lead-lead-lead-lead') }
  expect(await guarded().post('/live', lead)).toEqual(otherScope)
})
