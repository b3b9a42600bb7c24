// What pages of other origins and other names may do: read and post where they are listed, else nothing.
import { expect, it } from 'vitest'
import type { Edge } from '../../functions/edge/entrance.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, withoutKeys } from '../support/in-process.ts'

const listed = 'https://support.example.com'
const other = 'https://evil.example'
const edge: Edge = { ...withoutKeys, origins: [listed] }

const corsHeaders = ({ headers }: Response) =>
  Object.fromEntries(
    [...headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary').sort(),
  )

it('a page of a listed origin reads the reports, and the headers that it needs for that', async () => {
  const { app } = await productIn(testFolder(), { edge })
  const answer = await app.request('/analytics/summary', { headers: { origin: listed } })
  expect([answer.status, corsHeaders(answer)]).toEqual([
    200,
    {
      'access-control-allow-origin': listed,
      'access-control-expose-headers': 'X-As-Of-Seq,ETag,Retry-After,RateLimit,RateLimit-Policy',
      vary: 'Origin',
    },
  ])
})

it('its preflight is answered, without a key where there are keys', async () => {
  const keys = [{ name: 'desk', secret: 'desk-desk-desk-desk', scopes: ['write'] }] as const
  const { app } = await productIn(testFolder(), { edge: { ...edge, keys } })
  const answer = await app.request('/events/coach', {
    method: 'OPTIONS',
    headers: { origin: listed, 'access-control-request-method': 'POST' },
  })
  expect([answer.status, corsHeaders(answer)]).toEqual([
    204,
    {
      'access-control-allow-headers':
        'Authorization,Content-Type,Content-Encoding,Idempotency-Key,If-None-Match,X-Min-Seq',
      'access-control-allow-methods': 'GET,HEAD,POST',
      'access-control-allow-origin': listed,
      'access-control-expose-headers': 'X-As-Of-Seq,ETag,Retry-After,RateLimit,RateLimit-Policy',
      'access-control-max-age': '600',
      vary: 'Origin, Access-Control-Request-Headers',
    },
  ])
  const refused = await postTo(app, event(), { origin: listed })
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, listed])
})

it('another origin gets no CORS header, and its preflight no leave', async () => {
  const { app } = await productIn(testFolder(), { edge })
  const read = await app.request('/analytics/summary', { headers: { origin: other } })
  const preflight = await app.request('/events/coach', { method: 'OPTIONS', headers: { origin: other } })
  expect([read.status, corsHeaders(read)]).toEqual([200, { vary: 'Origin' }])
  expect([preflight.status, corsHeaders(preflight)]).toEqual([405, { vary: 'Accept, Origin' }])
})

it('without CORS_ORIGINS no origin gets one, and pages have none for anybody', async () => {
  const unlisted = await productIn()
  const read = await unlisted.app.request('/analytics/summary', { headers: { origin: listed } })
  const { app } = await productIn(testFolder(), { edge })
  const page = await app.request('/reports', { headers: { origin: listed } })
  expect([corsHeaders(read), corsHeaders(page)]).toEqual([{}, { vary: 'Accept-Encoding, HX-Boosted' }])
})

const beacon = { 'Content-Type': 'text/plain;charset=UTF-8' }
const beacons: [string, Record<string, string>, number, string][] = [
  ['a page of this server', { ...beacon, origin: 'http://localhost' }, 200, 'stored'],
  [
    'a page of this server behind a proxy that ends TLS',
    { ...beacon, origin: 'https://localhost' },
    200,
    'stored',
  ],
  ['a page of a listed origin', { ...beacon, origin: listed }, 200, 'stored'],
  ['no browser', beacon, 200, 'stored'],
  ['a page of another origin', { ...beacon, origin: other }, 403, 'origin-not-allowed'],
  [
    'a page of another port of this machine',
    { ...beacon, origin: 'http://localhost:81' },
    403,
    'origin-not-allowed',
  ],
  ['a page that hides its origin', { ...beacon, origin: 'null' }, 403, 'origin-not-allowed'],
  [
    'a form of another origin',
    { 'Content-Type': 'application/x-www-form-urlencoded', origin: other },
    415,
    'unsupported-media-type',
  ],
]
it.each(beacons)(
  'plain text, as sendBeacon posts it, from %s is taken or refused on both ports',
  async (_, headers, status, slug) => {
    const { app, writer, json } = await productIn(testFolder(), { edge })
    const answers = [await postTo(app, event(), headers), await postTo(writer.app, event(), headers)]
    expect(
      await Promise.all(
        answers.map(async (answer) => {
          const { type = 'stored' } = (await answer.json()) as { type?: string }
          return [answer.status, type.replace('/problems/', '')]
        }),
      ),
    ).toEqual([
      [status, slug],
      [status, slug],
    ])
    const stored = status === 200 ? 2 : 0
    expect(await json('/events/stats', { 'X-Min-Seq': String(stored) })).toMatchObject({
      total_events: stored,
    })
  },
)

it('without keys no other name than a loopback one is answered, whatever is asked', async () => {
  const { app, writer, json } = await productIn(testFolder(), { edge })
  const asked = async (url: string, init: RequestInit = {}) => (await app.request(url, init)).status
  const post = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(event()),
  }
  expect([
    await asked('http://rebound.example:8000/analytics/summary'),
    await asked('http://127.0.0.1.rebound.example/reports'),
    await asked('http://localhost.rebound.example/health'),
    await asked('http://192.168.1.7:8000/reports'),
    await asked('http://rebound.example/events/coach', post),
    (await writer.app.request('http://rebound.example/events/coach', post)).status,
  ]).toEqual(Array(6).fill(421))
  expect([
    await asked('http://127.0.0.1:8000/analytics/summary'),
    await asked('http://[::1]:8000/analytics/summary'),
    await asked('http://LOCALHOST:8000/analytics/summary'),
  ]).toEqual([200, 200, 200])
  expect(await json('/events/stats')).toMatchObject({ total_events: 0 })
})
