// What an address, a host or a header may be made to do: reach another machine, another file, another answer, or end a header.
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../../../functions/local/http-server.ts'
import { event, silent } from '../../support/in-process.ts'
import { portsIn } from '../../support/ports.ts'

/** Ten times what a busy machine takes. */
const WITHIN_MS = 180_000

type App = { fetch: (request: Request) => Response | Promise<Response> }

async function served(app: App) {
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, log: silent })
  onTestFinished(() => server.drain())
  return server.port
}

/** Sends a request as these bytes; resolves with all that came back. */
const sent = (port: number, first: string, headers: string[] = [], body = '') =>
  new Promise<{ status: number; head: string; body: string }>((resolve, reject) => {
    const named = headers.some((header) => /^host:/i.test(header)) ? [] : ['Host: localhost']
    const socket = connect(port, '127.0.0.1', () =>
      socket.write([first, ...named, 'Connection: close', ...headers, '', body].join('\r\n')),
    )
    let text = ''
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', reject)
    socket.on('close', () => {
      const at = text.indexOf('\r\n\r\n')
      resolve({ status: Number(text.slice(9, 12)), head: text.slice(0, at), body: text.slice(at + 4) })
    })
  })

/** A server that nobody may be sent to; which requests came all the same. */
async function elsewhere() {
  const reached: string[] = []
  const server = createServer((request, answer) => {
    reached.push(`${request.method} ${request.url}`)
    answer.end('what only this machine may read')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { reached, host: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

it('no address makes the writer’s port, or the public one, ask another server', {
  timeout: WITHIN_MS,
}, async () => {
  const { ports } = await portsIn()
  const { reached, host } = await elsewhere()
  const answers = []
  for (const port of [await served(ports.writerPort), await served(ports.publicPort)])
    for (const method of ['GET', 'POST'])
      for (const target of [
        `//${host}/x`,
        `///${host}/x`,
        `http://${host}/x`,
        `//user@${host}/x`,
        `/${host}`,
      ]) {
        const { status, body } = await sent(port, `${method} ${target} HTTP/1.1`, ['Content-Length: 0'])
        expect({ target, body }).toEqual({ target, body: expect.not.stringContaining('only this machine') })
        answers.push(status)
      }
  expect(reached).toEqual([])
  expect(new Set(answers)).toEqual(new Set([404]))
})

it('without keys nothing of any port answers to another name', async () => {
  const { ports } = await portsIn()
  const statuses = []
  for (const app of Object.values(ports)) {
    const port = await served(app)
    for (const path of ['/health', '/livez', '/reports', '/events/coach', '/no/such/page'])
      for (const host of [
        'rebound.example',
        'localhost.rebound.example',
        '127.0.0.1.rebound.example',
        '[::2]',
      ])
        statuses.push((await sent(port, `GET ${path} HTTP/1.1`, [`Host: ${host}:${port}`])).status)
  }
  expect(new Set(statuses)).toEqual(new Set([421]))
})

/** Files beside those that are served, names that every object has, and numbers that no event has. */
const NOTHING_THERE = [
  '/assets/../package.json',
  '/assets/%2e%2e/package.json',
  '/assets/..%2fpackage.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets/%252e%252e/package.json',
  '/assets//etc/passwd',
  '/assets/style.css%00.html',
  '/assets/style.css/../../../etc/passwd',
  '/problems/../../etc/passwd',
  '/problems/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '/problems/constructor',
  '/problems/__proto__',
  '/problems/toString',
  '/problems/hasOwnProperty',
  '/export/events.csv/../../qa_runs.duckdb',
  '/export/events.exe',
  '/export/..%2f..%2fqa_runs.duckdb',
  '/events/1%2f..%2f..',
  '/events/0',
  '/events/-1',
  '/events/1e3',
  '/events/99999999999999999999999',
]

it('an address leads to no file but those that are served, and to no entry that nobody made', async () => {
  const { ports } = await portsIn()
  const port = await served(ports.publicPort)
  for (const path of NOTHING_THERE) {
    const { status, body } = await sent(port, `GET ${path} HTTP/1.1`)
    expect({ path, status, type: JSON.parse(body).type }).toEqual({
      ...{ path, status: 404, type: '/problems/not-found' },
    })
  }
})

it('what is asked for never ends a header, and names no file but the export’s own', {
  timeout: WITHIN_MS,
}, async () => {
  const { ports, post, json } = await portsIn()
  await post(event())
  await json('/events/stats', { 'x-min-seq': '1' })
  const port = await served(ports.publicPort)
  const odd = encodeURIComponent('a\r\nSet-Cookie: x=1\r\n\r\n<script>')
  const quote = encodeURIComponent('"; filename="../../evil.exe')
  for (const path of [
    `/export/events.csv?session_id=${odd}`,
    `/export/events.csv?after_seq=0${odd}`,
    `/export/events.ndjson?agent_id=${quote}`,
    `/reports.html?agent_id=${quote}`,
    `/reports.html?policy=${quote}${encodeURIComponent('ä‮')}`,
    `/reports?from=&policy=${odd}`,
    `/events?limit=&policy=${odd}`,
    `/live?agent_id=${quote}`,
    `/live?extra=${odd}`,
    `/no-such-page?${odd}`,
  ]) {
    const { head } = await sent(port, `GET ${path} HTTP/1.1`, [
      'HX-Boosted: true',
      'HX-Request-Type: partial',
    ])
    const [disposition = ''] = /^content-disposition:.*$/im.exec(head) ?? []
    expect({ path, cookie: /^set-cookie:/im.test(head), script: head.includes('<script>') }).toEqual({
      ...{ path, cookie: false, script: false },
    })
    expect(disposition).toMatch(/^(content-disposition: attachment; filename="[A-Za-z0-9._-]{1,250}")?$/i)
  }
})

it('a page that is refused sends nobody to another host', async () => {
  const { ports } = await portsIn()
  const asked = { 'HX-Boosted': 'true', 'HX-Request-Type': 'partial', accept: 'text/html' }
  const ask = async (url: string) =>
    (await ports.publicPort.request(url, { headers: asked })).headers.get('hx-redirect')
  expect([
    await ask('http://localhost//evil.example/x?y=1'),
    await ask('http://localhost/\\evil.example/x'),
    await ask('/reports?tz=Nowhere'),
  ]).toEqual(['/evil.example/x?y=1', '/evil.example/x', '/reports?tz=Nowhere'])
})

it('two ways to say how long a request is are one too many, and nothing behind it is read as another request', async () => {
  const { ports, json } = await portsIn()
  const port = await served(ports.publicPort)
  const smuggled = JSON.stringify(event())
  const second = `POST /events/coach HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`
  const post = 'POST /events/coach HTTP/1.1'
  const type = 'Content-Type: application/json'
  const answers = [
    await sent(port, post, [type, 'Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${second}`),
    await sent(port, post, [type, 'Transfer-Encoding: chunked', 'Content-Length: 5'], `0\r\n\r\n${second}`),
    await sent(port, post, [type, 'Transfer-Encoding: identity, chunked', 'Content-Length: 0'], second),
    await sent(port, post, [type, 'Content-Length: 0', `Content-Length: ${second.length}`], second),
    await sent(port, post, [type, 'Transfer-Encoding : chunked', 'Content-Length: 3'], `0\r\n\r\n${second}`),
    await sent(port, post, [type, 'Content-Length: +0'], second),
    await sent(port, post, [type, 'X: y', ' Content-Length: 9'], second),
  ]
  expect(answers.map(({ status, body }) => [status, body.match(/HTTP\/1\.1/g)])).toEqual(
    answers.map(() => [400, null]),
  )
  expect(await json('/events/stats')).toMatchObject({ total_events: 0 })
})

it('names that JavaScript gives to every object are names like others', async () => {
  const { ports, json } = await portsIn()
  const odd = '"__proto__":{"event":"accepted","polluted":true},"constructor":{"prototype":{"polluted":true}}'
  const sentEvent = JSON.stringify(event({ session_id: '__proto__', agent_id: 'constructor' }))
  const answer = await ports.publicPort.request('/events/coach', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: sentEvent.replace('{', `{${odd},`),
  })
  expect(answer.status).toBe(200)
  const recent = await json('/events/recent?session_id=__proto__&__proto__=x&constructor=y', {
    'x-min-seq': '1',
  })
  expect(recent.events).toMatchObject([
    { event: 'offered', session_id: '__proto__', agent_id: 'constructor' },
  ])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(Object.keys((recent.events as object[])[0] as object)).not.toContain('polluted')
})
