// What browsers are told of every answer of every port: taken from the apps' own routes, errors included.
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../../../functions/local/http-server.ts'
import { SECURITY_HEADERS } from '../../../functions/security-headers.ts'
import { type Asked, everyRoute } from '../../support/every-route.ts'
import { event, silent } from '../../support/in-process.ts'
import { portsIn } from '../../support/ports.ts'

/** Ten times what a busy machine takes. */
const WITHIN_MS = 180_000

type App = { request: (path: string, init: RequestInit) => Response | Promise<Response> }

const PAGE = 'text/html,application/xhtml+xml'
const expected = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]),
)

/** What of SECURITY_HEADERS an answer has. */
async function headersAt(app: App, { method, path }: Asked, accept: string) {
  const answer = await app.request(path, { method, headers: { accept } })
  await answer.body?.cancel() // streams have no end
  return Object.fromEntries([...answer.headers].filter(([name]) => name in expected))
}

/** What is not as it should be is asked for too: no such address, another method, a parameter that means nothing. */
const withErrors = (routes: Asked[]): Asked[] => [
  ...routes,
  ...routes.map(({ path }) => ({ method: 'DELETE', path })),
  ...routes.map(({ method, path }) => ({ method, path: `${path}?tz=Nowhere&atomic=maybe&example=x` })),
  ...['/no/such/page', '//example.com/', '/events/coach%00', '/%ff'].map((path) => ({ method: 'GET', path })),
]

it('the policy lets nothing run, load or frame but what the server itself sends', () => {
  expect(SECURITY_HEADERS).toEqual({
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  })
})

it('every answer of every port that a browser could show carries all of it, and what a program posts for at least nosniff', {
  timeout: WITHIN_MS,
}, async () => {
  const { ports, post, writer } = await portsIn()
  const [{ seq } = { seq: 0 }] = await post(event())
  await ports.publicPort.request('/events/stats', { headers: { 'x-min-seq': String(seq) } })
  const routes = everyRoute(writer.app)
  const asked = [
    [ports.publicPort, everyRoute(ports.publicPort)],
    [ports.writerPort, routes],
    [ports.ownCommands, routes],
  ] as const
  let answers = 0
  for (const [app, ofPort] of asked)
    for (const one of withErrors([...ofPort])) {
      const isProgram = one.method === 'POST'
      expect({ one, has: await headersAt(app, one, PAGE) }).toEqual({ one, has: expected })
      const has = await headersAt(app, one, '*/*')
      expect({ one, has }).toEqual({
        one,
        has: isProgram ? expect.objectContaining({ 'x-content-type-options': 'nosniff' }) : expected,
      })
      answers += 2
    }
  expect(answers).toBeGreaterThan(300)
})

it('so does what a program gets for what it posts and is stored', async () => {
  const { ports } = await portsIn()
  const post = (app: App, path: string, body: unknown, type = 'application/json') =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': type },
      body: body instanceof Uint8Array ? body : JSON.stringify(body),
    })
  const answers = await Promise.all([
    post(ports.publicPort, '/events/coach', event()),
    post(ports.publicPort, '/events/coach/batch', [event()]),
    post(ports.publicPort, '/coach/suggest', { session_id: 's', agent_draft: 'Good morning.' }),
    post(ports.writerPort, '/events/coach', event()),
    post(ports.writerPort, '/events/coach/batch', [event()]),
    post(ports.writerPort, '/events/handoff', new Uint8Array(), 'application/octet-stream'),
  ])
  expect(answers.map(({ status, headers }) => [status, headers.get('x-content-type-options')])).toEqual(
    Array(6).fill([200, 'nosniff']),
  )
})

it('what could not be read as a request is answered with the same headers', async () => {
  const server = await listen(() => new Response(), { host: '127.0.0.1', port: 0, log: silent })
  onTestFinished(() => server.drain())
  const answer = (bytes: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.on('data', (data) => {
        text += data
      })
      socket.on('end', () => resolve(text))
    })
  for (const bytes of [
    'hello\r\n\r\n',
    'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
  ]) {
    const [head = ''] = (await answer(bytes)).split('\r\n\r\n')
    const has = Object.fromEntries(
      head
        .split('\r\n')
        .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)])
        .filter(([name]) => (name as string) in expected),
    )
    expect({ bytes, has }).toEqual({ bytes, has: expected })
  }
})
