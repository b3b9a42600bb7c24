// What a page of another site can make a browser post here: nothing that is stored, whatever content type it chooses.
import { expect, it } from 'vitest'
import { encodeSent } from '../../../functions/handoff/frame.ts'
import { event } from '../../support/in-process.ts'
import { portsIn } from '../../support/ports.ts'
import { waitFor } from '../../support/wait-for.ts'

/** Ten times what a busy machine takes. */
const WITHIN_MS = 180_000

type App = { request: (path: string, init: RequestInit) => Response | Promise<Response> }
type Headers = Record<string, string>

const FORM = new URLSearchParams({ do: 'suggest', session_id: 's-1', agent_draft: 'Good morning.' })
/** What a form or a script may send to another origin without asking first; no type at all is sent too. */
const SIMPLE_TYPES = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  '',
]
const OTHERS = [...SIMPLE_TYPES, 'application/json', 'application/octet-stream', 'application/x-ndjson']

async function post(app: App, path: string, body: string | Uint8Array<ArrayBuffer>, headers: Headers) {
  // Bytes, not a text: of a text `fetch` would say a type by itself.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
  const answer = await app.request(path, { method: 'POST', headers: sent, body: bytes })
  const text = await answer.text()
  return `${answer.status} ${/"type":"\/problems\/([\w-]+)"/.exec(text)?.[1] ?? ''}`.trim()
}

const total = ({ json }: Awaited<ReturnType<typeof portsIn>>, seq = 0) =>
  waitFor('the reports', async () => (await json('/events/stats', { 'x-min-seq': String(seq) })).total_events)

/** What its browser says of a page. */
const FOREIGN: Record<string, Headers> = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'another site, by its Origin alone': { origin: 'https://evil.example' },
  'another site, by Sec-Fetch-Site alone': { 'sec-fetch-site': 'cross-site' },
  'another site that hides its origin': { origin: 'null' },
  'another site whose Origin is ours': { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
  'another host of the same site': { 'sec-fetch-site': 'same-site', origin: 'http://app.localhost' },
  'another port': { 'sec-fetch-site': 'same-site', origin: 'http://localhost:81' },
  'no page, with another origin': { 'sec-fetch-site': 'none', origin: 'https://evil.example' },
}
const OWN: Record<string, Headers> = {
  'our page': { 'sec-fetch-site': 'same-origin', origin: 'http://localhost' },
  'our page, over plain HTTP on a network': { origin: 'http://localhost' },
  'our page, behind a proxy with another name': { 'sec-fetch-site': 'same-origin', origin: 'https://desk' },
  'a restored page of ours': { 'sec-fetch-site': 'none', origin: 'http://localhost' },
  'no browser': {},
}

it('a step of the live page that comes from another site, host or port is refused, whatever its content type', async () => {
  const product = await portsIn()
  for (const [page, from] of Object.entries(FOREIGN))
    for (const type of OTHERS) {
      const headers = { ...from, 'content-type': type }
      const said = await post(product.ports.publicPort, '/live', FORM.toString(), headers)
      expect({ page, type, said }).toEqual({ page, type, said: '403 origin-not-allowed' })
    }
  expect(await total(product)).toBe(0)
})

it('one that comes from our own page is taken, and so is one that no browser sends', {
  timeout: WITHIN_MS,
}, async () => {
  const product = await portsIn()
  for (const [page, from] of Object.entries(OWN)) {
    const headers = { ...from, 'content-type': 'application/x-www-form-urlencoded' }
    const form = new URLSearchParams([...FORM, ['page', page]])
    const said = await post(product.ports.publicPort, '/live', form.toString(), headers)
    expect({ page, said }).toEqual({ page, said: '200' })
  }
  expect(await total(product, 5)).toBe(5)
})

it('no other address of any port takes what another site may post without asking first', async () => {
  const product = await portsIn()
  const { publicPort, writerPort, ownCommands } = product.ports
  const json = JSON.stringify(event())
  const message = encodeSent([{ key: null, body: Buffer.from(json) }])
  const targets = [
    [publicPort, '/events/coach', json],
    [publicPort, '/events/coach/batch', `[${json}]`],
    [publicPort, '/coach/suggest', JSON.stringify({ session_id: 's', agent_draft: 'Good morning.' })],
    ...[writerPort, ownCommands].flatMap((app) => [
      [app, '/events/coach', json] as const,
      [app, '/events/coach/batch', `[${json}]`] as const,
      [app, '/events/handoff', message] as const,
      [app, '/import', '{"staged":"/etc/passwd","redacted_by":null}'] as const,
      [app, '/verify/digests', '{}'] as const,
    ]),
  ] as const
  const taken = []
  for (const [app, path, body] of targets)
    for (const type of SIMPLE_TYPES)
      for (const from of [
        { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        const said = await post(app, path, body, { ...from, 'content-type': type })
        if (!/^(401|403|415) /.test(said)) taken.push(`${path} ${type}: ${said}`)
      }
  expect(taken).toEqual([])
  expect(await total(product)).toBe(0)
})

it('reading is no way to change anything: no GET of another site stores an event', async () => {
  const product = await portsIn()
  const query = `${FORM}&event=offered&latency_ms=1`
  for (const path of ['/live', '/events/coach', '/events/coach/batch', '/coach/suggest'])
    await product.app.request(`${path}?${query}`, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(await total(product)).toBe(0)
})
