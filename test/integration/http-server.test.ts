import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../../functions/local/http-server.ts'
import { silent } from '../support/in-process.ts'

/** Sends bytes as they are; resolves with everything that came back until the server closed the connection. */
async function answerTo(
  bytes: string,
  serve: () => Response = () => new Response('served'),
): Promise<{ status: string; type: string; problem: unknown }> {
  const server = await listen(serve, { host: '127.0.0.1', port: 0, log: silent })
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
