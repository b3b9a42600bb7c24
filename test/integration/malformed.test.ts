// Hundreds of requests that are wrong, to the public port and to the writer's own: each is told what is wrong with it,
// and afterwards the log holds what was right, and nothing else.
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../../functions/local/http-server.ts'
import { problems } from '../../functions/problem.ts'
import { event, postTo, productIn, silent } from '../support/in-process.ts'
import { type Malformed, malformedRequests } from '../support/malformed.ts'

/** Draws other requests with another one. */
const SEED = 20_261_124
/** An answer names what is wrong; it does not send back what was sent. */
const MAX_ANSWER_BYTES = 2_048

type App = { request: (path: string, init: RequestInit) => Response | Promise<Response> }

async function answered(app: App, { method, path, headers, body }: Malformed) {
  const answer = await app.request(path, { method, headers, body, duplex: 'half' } as RequestInit)
  const text = await answer.text()
  const { type, title, status, errors = [] } = JSON.parse(text)
  return {
    statuses: [answer.status, status],
    contentType: answer.headers.get('content-type'),
    type,
    title,
    paths: errors.map((error: { path: string }) => error.path),
    short: text.length <= MAX_ANSWER_BYTES,
  }
}

const asItMust = ({ problem, named }: Malformed, paths: string[]) => ({
  statuses: [problems[problem].status, problems[problem].status],
  contentType: 'application/problem+json',
  type: `/problems/${problem}`,
  title: problems[problem].title,
  paths: named === undefined ? paths : expect.arrayContaining([named]),
  short: true,
})

it('more than 500 malformed requests are each refused for what is wrong, and one good event is event 1', async () => {
  const { app, writer, json } = await productIn()
  const requests = malformedRequests(SEED)
  expect(requests.length).toBeGreaterThanOrEqual(500)
  for (const [index, request] of requests.entries()) {
    const got = await answered(request.at === 'public' || index % 2 === 0 ? app : writer.app, request)
    expect({ index, kind: request.kind, ...got }).toEqual({
      index,
      kind: request.kind,
      ...asItMust(request, got.paths),
    })
  }
  const good = await postTo(app, event())
  expect(await good.json()).toEqual({ ok: true, event_id: expect.any(String), seq: 1 })
  expect(await json('/events/stats', { 'X-Min-Seq': '1' })).toMatchObject({ total_events: 1 })
})

it('what is wrong with the connection itself harms no other: slow, torn, doubled and packed bodies over sockets', async () => {
  const { app, json } = await productIn()
  const patience = { headersMs: 1_000, requestMs: 1_500, everyMs: 50 }
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, log: silent, patience })
  onTestFinished(() => server.drain())
  const body = JSON.stringify(event())
  const head = (...headers: string[]) =>
    ['POST /events/coach HTTP/1.1', 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n')
  const jsonType = 'Content-Type: application/json'
  const length = (bytes: string | Uint8Array) => `Content-Length: ${Buffer.byteLength(bytes)}`
  const bomb = gzipSync(Buffer.alloc(4 * 1024 * 1024))
  const chunk = (bytes: string) => `${bytes.length.toString(16)}\r\n${bytes}\r\n`

  /** Sends, and waits for the answer; `tear` resets the connection instead. */
  const send = (parts: (string | Uint8Array)[], tear = false) =>
    new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        for (const part of parts) socket.write(part)
        if (tear) socket.resetAndDestroy()
      })
      let text = ''
      socket.on('data', (data) => {
        text += data
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        const [, status = 'no answer'] = /^HTTP\/1\.1 (\d+)/.exec(text) ?? []
        resolve(`${status} ${/"type":"\/problems\/([\w-]+)"/.exec(text)?.[1] ?? ''}`.trim())
      })
    })

  const answers = await Promise.all([
    send([head(jsonType, 'Content-Length: 1000'), body]),
    send([head(jsonType, 'Transfer-Encoding: chunked'), chunk(body)]),
    send([head(jsonType, 'Content-Length: 1000'), body], true),
    send([head(jsonType, 'Transfer-Encoding: chunked'), chunk(body)], true),
    send([head(jsonType, 'Transfer-Encoding: chunked'), chunk('{'), 'no chunk\r\n']),
    send([head(jsonType, length(body), 'Content-Type: text/plain'), body]),
    send([head(jsonType, length(body), 'Idempotency-Key: a', 'Idempotency-Key: b'), body]),
    send([head(jsonType, length(bomb), 'Content-Encoding: gzip'), bomb]),
    send([head(jsonType, 'Content-Length: 600000')]),
    send([head(jsonType, length(body), 'Host: evil.example'), body]),
    send([head(jsonType, length(body)).replace('localhost', 'evil.example'), body]),
  ])
  expect(answers).toEqual([
    '408 request-timeout',
    '408 request-timeout',
    'no answer',
    'no answer',
    '400 malformed-request',
    '415 unsupported-media-type',
    '400 invalid-parameter',
    '413 body-too-large',
    '413 body-too-large',
    '400 malformed-request',
    '421 misdirected-request',
  ])
  expect([
    await send([head(jsonType, length(body)), body]),
    await send([head(jsonType, length(gzipSync(body)), 'Content-Encoding: gzip'), gzipSync(body)]),
  ]).toEqual(['200', '200'])
  expect(await json('/events/stats', { 'X-Min-Seq': '2' })).toMatchObject({ total_events: 2 })
})
