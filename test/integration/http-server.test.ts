import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { readBody } from '../../functions/http.ts'
import { listen } from '../../functions/local/http-server.ts'
import { refuseUnread } from '../../functions/local/refusal.ts'
import { Problem } from '../../functions/problem.ts'
import { silent } from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

/** So that a client is slow soon. */
const patience = { headersMs: 100, requestMs: 200, everyMs: 20 }

async function readAndServe(request: Request): Promise<Response> {
  await request.arrayBuffer()
  return new Response('served')
}

/** Sends bytes as they are; resolves with everything that came back until the server closed the connection. */
async function answerTo(
  bytes: string,
  serve: (request: Request) => Response | Promise<Response> = readAndServe,
): Promise<{ status: string; type: string; problem: unknown }> {
  const server = await listen(serve, { host: '127.0.0.1', port: 0, log: silent, patience })
  onTestFinished(() => server.drain())
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes))
    let received = ''
    socket.on('data', (data) => {
      received += data
    })
    socket.on('end', () => resolve(received))
    socket.on('error', reject)
  })
  const [head, body] = text.split('\r\n\r\n') as [string, string]
  return {
    status: head.split('\r\n')[0] as string,
    type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
    problem: body.startsWith('{') ? JSON.parse(body).type : body,
  }
}

it.each([
  ['is not HTTP', 'hello\r\n\r\n', '400 Bad Request', 'malformed-request'],
  ['has no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', '400 Bad Request', 'malformed-request'],
  [
    'has a Host that is none',
    'GET / HTTP/1.1\r\nHost: a b<c>\r\nConnection: close\r\n\r\n',
    '400 Bad Request',
    'malformed-request',
  ],
  [
    'has too many headers',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
    '431 Request Header Fields Too Large',
    'headers-too-large',
  ],
  ['names two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHOST: b\r\n\r\n', '400 Bad Request', 'malformed-request'],
  [
    'says two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    '400 Bad Request',
    'malformed-request',
  ],
  [
    'says a length and comes in chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    '400 Bad Request',
    'malformed-request',
  ],
  [
    'comes in chunks that are none',
    'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n',
    '400 Bad Request',
    'malformed-request',
  ],
  [
    'holds a NUL in a header',
    'GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n',
    '400 Bad Request',
    'malformed-request',
  ],
  [
    'expects what HTTP does not have',
    'POST / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    '400 Bad Request',
    'malformed-request',
  ],
  ['asks for a tunnel', 'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n', '400 Bad Request', 'malformed-request'],
  ['never ends its headers', 'GET / HTTP/1.1\r\nHost: x', '408 Request Timeout', 'request-timeout'],
])('a request that %s is answered with a problem and nothing else', async (_, bytes, status, slug) => {
  expect(await answerTo(bytes)).toEqual({
    status: `HTTP/1.1 ${status}`,
    type: 'application/problem+json',
    problem: `/problems/${slug}`,
  })
})

it('a request that is well is served', async () => {
  expect(await answerTo('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatchObject({
    status: 'HTTP/1.1 200 OK',
  })
})

it('a handler that fails outright is answered with a problem, and the server goes on', async () => {
  const answer = await answerTo('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', () => {
    throw 'not even an error'
  })
  expect(answer).toEqual({
    status: 'HTTP/1.1 500 Internal Server Error',
    type: 'application/problem+json',
    problem: '/problems/internal',
  })
})

it('a request whose body never ends is answered, and the handler that reads it is told so', async () => {
  let told: unknown
  const answer = await answerTo(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{',
    async (request) => {
      await readBody(request, 1_024).catch((error) => {
        told = error
      })
      return new Response('too late')
    },
  )
  expect(answer).toEqual({
    status: 'HTTP/1.1 408 Request Timeout',
    type: 'application/problem+json',
    problem: '/problems/request-timeout',
  })
  await waitFor('the handler to be told', () => told !== undefined)
  expect(told).toEqual(new Problem('malformed-body', 'The body ended before it was complete.'))
})

/** Opens a connection that never closes its end by itself, and sends bytes. `received`: all that came until the end. */
async function stubborn(port: number, bytes: string) {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  const chunks: Buffer[] = []
  socket.on('data', (data) => chunks.push(data))
  const ended = new Promise<string>((resolve) =>
    socket.once('end', () => resolve(String(Buffer.concat(chunks)))),
  )
  socket.on('error', () => {}) // what is written to a closed end
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()))
  return { socket, ended }
}

it('a client that was refused and never closes its end is let go', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => refuseUnread({}, socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { ended } = await stubborn((server.address() as AddressInfo).port, 'hello')
  expect(await ended).toMatch(/^HTTP\/1.1 400 /)
  await new Promise((resolve) => server.close(resolve)) // once the last connection is gone
})

it('a server that stops waits for requests under way alone, and for their bodies as long as ever', async () => {
  const [asked, answer] = [gate(), gate()]
  const server = await listen(
    async (request) => {
      asked.open()
      await answer.opened
      return readAndServe(request)
    },
    {
      host: '127.0.0.1',
      port: 0,
      log: silent,
      patience: { headersMs: 1_000, requestMs: 1_000, everyMs: 60_000 },
    },
  )
  const post = (length: number, body: string) =>
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${body}`
  const underWay = await stubborn(server.port, post(2, '{}'))
  await asked.opened
  const halfBody = await stubborn(server.port, post(9, '{}'))
  const [opened, halfHead] = [await stubborn(server.port, ''), await stubborn(server.port, 'GET / HT')]
  const drained = server.drain()
  expect([await opened.ended, await halfHead.ended]).toEqual(['', ''])
  answer.open()
  expect(await underWay.ended).toMatch(/^HTTP\/1.1 200 .*served$/s)
  expect(await halfBody.ended).toMatch(/^HTTP\/1.1 408 /)
  await drained
})

/** Something that others wait for. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}
