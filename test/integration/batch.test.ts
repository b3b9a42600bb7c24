// Batches of events through the public port to the ledger.
import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { event, productIn, type Sent, writerIn } from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

type App = { request: (path: string, init: RequestInit) => Response | Promise<Response> }
type Options = { type?: string; query?: string; headers?: Record<string, string> }

async function send(
  app: App,
  body: unknown,
  { type = 'application/json', query = '', headers }: Options = {},
) {
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const answer = await app.request(`/events/coach/batch${query}`, {
    method: 'POST',
    headers: { 'Content-Type': type, ...headers },
    body: (raw ? body : JSON.stringify(body)) as string,
  })
  return { status: answer.status, answer: (await answer.json()) as Record<string, unknown> }
}
const lines = (...events: (Sent | string)[]) =>
  events.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')
/** X-Min-Seq alone waits 2 s: too short for thousands of events on a busy machine. */
const count = ({ json }: Awaited<ReturnType<typeof productIn>>, atLeast: number) =>
  waitFor(
    'the reports',
    async () => (await json('/events/stats', { 'X-Min-Seq': String(atLeast) })).total_events,
  )

describe('a batch', () => {
  it('stores each valid event once and names the others by index', async () => {
    const product = await productIn()
    const id = randomUUID()
    const { status, answer } = await send(product.app, [
      event({ event_id: id }),
      event({ latency_ms: -1 }),
      event({ event_id: id }),
      event({ event_id: id, latency_ms: 9 }),
      7,
      event(),
    ])
    expect([status, answer]).toEqual([
      200,
      {
        ...{ ok: true, accepted: 2, duplicates: 1, first_seq: 1, last_seq: 2 },
        rejected: [
          { index: 1, errors: [{ path: 'latency_ms', message: 'latency_ms must not be negative' }] },
          {
            index: 3,
            errors: [
              {
                path: 'event_id',
                message: 'This id belongs to another event of the batch, with other content.',
              },
            ],
          },
          { index: 4, errors: [{ path: '', message: expect.stringContaining('object') }] },
        ],
      },
    ])
    expect(await count(product, 2)).toBe(2)
  })

  it('comes as NDJSON and as gzip as well, and its blank lines count for nothing', async () => {
    const product = await productIn()
    const body = gzipSync(`${lines(event(), '', event(), '{"event":', '  ', event())}\r\n`)
    const { status, answer } = await send(product.app, body, {
      type: 'application/x-ndjson',
      headers: { 'Content-Encoding': 'gzip' },
    })
    expect([status, answer]).toEqual([
      200,
      {
        ...{ ok: true, accepted: 3, duplicates: 0, first_seq: 1, last_seq: 3 },
        rejected: [{ index: 2, errors: [{ path: '', message: 'The line is not valid JSON.' }] }],
      },
    ])
  })

  it('that is sent again adds nothing', async () => {
    const product = await productIn()
    const batch = Array.from({ length: 5_000 }, (_, n) => event({ event_id: randomUUID(), latency_ms: n }))
    const first = await send(product.app, lines(...batch), { type: 'application/x-ndjson' })
    expect(first.answer).toEqual({
      ...{ ok: true, accepted: 5_000, duplicates: 0, first_seq: 1, last_seq: 5_000 },
      rejected: [],
    })
    const again = await send(product.app, batch)
    expect(again.answer).toEqual({
      ...{ ok: true, accepted: 0, duplicates: 5_000, first_seq: null, last_seq: null },
      rejected: [],
    })
    expect(await count(product, 5_000)).toBe(5_000)
  })

  it('that fits into no queue is stored all the same, a part after the other', async () => {
    const product = await productIn()
    const { answer } = await send(
      product.app,
      Array.from({ length: 30_000 }, () => event({ agent_draft: 'd' })),
    )
    expect(answer).toMatchObject({ accepted: 30_000, first_seq: 1, last_seq: 30_000, rejected: [] })
  })

  it.each([
    ['no valid event', [event({ event: 'none' }), {}], 422, 'invalid-event'],
    ['nothing', [], 422, 'invalid-event'],
    ['no array', event(), 400, 'malformed-body'],
    ['broken JSON', '[{', 400, 'malformed-body'],
    ['a million elements', `[${'1,'.repeat(999_999)}1]`, 413, 'body-too-large'],
    ['more than 16 MiB', ' '.repeat(16 * 1024 * 1024 + 1), 413, 'body-too-large'],
  ])('that holds %s is refused', async (_, body, status, slug) => {
    const product = await productIn()
    const refused = await send(product.app, body)
    expect([refused.status, refused.answer.type]).toEqual([status, `/problems/${slug}`])
    expect((await send(product.app, [event()])).answer).toMatchObject({ accepted: 1, first_seq: 1 })
  })

  it('is refused while there is no writer, and by its type and parameters', async () => {
    const product = await productIn()
    expect((await send(product.app, [event()], { type: 'text/csv' })).status).toBe(415)
    expect((await send(product.app, [event()], { query: '?atomic=perhaps' })).status).toBe(400)
    await product.stopWriter()
    expect((await send(product.app, [event()])).status).toBe(503)
  })
})

it('a batch that a stopping writer cannot take is told to come again, not that its events are invalid', async () => {
  const writer = await writerIn(testFolder())
  await writer.stop()
  const { status, answer } = await send(writer.app, [event()])
  expect([status, answer.type]).toEqual([503, '/problems/stopping'])
})

describe('an atomic batch', () => {
  const atomic = { query: '?atomic=true' }

  it('is stored whole', async () => {
    const product = await productIn()
    const id = randomUUID()
    await send(product.app, [event({ event_id: id })])
    const { answer } = await send(product.app, [event(), event({ event_id: id }), event()], atomic)
    expect(answer).toEqual({
      ...{ ok: true, accepted: 2, duplicates: 1, first_seq: 2, last_seq: 3 },
      rejected: [],
    })
    expect(await count(product, 3)).toBe(3)
  })

  it('of which one event is not valid stores none, and says which', async () => {
    const product = await productIn()
    const { status, answer } = await send(product.app, [event(), event({ latency_ms: 'x' }), event()], atomic)
    expect([status, answer.errors]).toEqual([
      422,
      [{ path: '1.latency_ms', message: 'latency_ms must be a whole number of milliseconds' }],
    ])
    expect((await send(product.app, [event()])).answer).toMatchObject({ first_seq: 1 })
  })

  it('that uses a stored id for other content stores none', async () => {
    const product = await productIn()
    const id = randomUUID()
    await send(product.app, [event({ event_id: id })])
    const { status, answer } = await send(
      product.app,
      [event(), event({ event_id: id, latency_ms: 1 })],
      atomic,
    )
    expect([status, answer.type]).toEqual([422, '/problems/id-reused'])
    expect((await send(product.app, [event()])).answer).toMatchObject({ first_seq: 2 })
  })
})
