// Messages of several events at the writer, and its port as the thread in front of it serves it.
import { expect, it, onTestFinished } from 'vitest'
import { decodeAnswers, encodeSent } from '../../functions/handoff/frame.ts'
import { VERSION } from '../../functions/version.ts'
import { testFolder } from '../support/folder.ts'
import { event, type openWriter, type Sent, withoutKeys, writerIn } from '../support/in-process.ts'
import { startProduct } from '../support/product.ts'

const message = (...bodies: (Sent | string)[]) =>
  encodeSent(
    bodies.map((body) => ({
      key: null,
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    })),
  )

type App = Awaited<ReturnType<typeof openWriter>>['app']
const handOn = (app: App, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  app.request('/events/handoff', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/octet-stream', ...headers },
  })

it('answers each event of a message for itself', async () => {
  const { app } = await writerIn(testFolder())
  const answer = await handOn(app, message(event(), event({ latency_ms: -1 }), 'not JSON', event()))
  expect(answer.status).toBe(200)
  const answers = decodeAnswers(await answer.text(), 4)
  expect(answers.map((one) => (one.ok ? JSON.parse(one.json).seq : one.problem))).toEqual([
    1,
    'invalid-event',
    'malformed-body',
    2,
  ])
})

it('keeps nothing of a message that was cut short', async () => {
  const { app } = await writerIn(testFolder())
  const whole = message(event(), event())
  const answer = await handOn(app, whole.slice(0, -1))
  expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
    400,
    '/problems/malformed-body',
  ])
  expect(await (await app.request('/health')).json()).toMatchObject({ seq: 0 })
})

it('takes messages only from instances that show a key which may write, where there are keys', async () => {
  const keys = [
    { name: 'desk', secret: 'desk-secret-of-24-characters', scopes: ['write' as const] },
    { name: 'lead', secret: 'lead-secret-of-24-characters', scopes: ['read' as const] },
  ]
  const { app } = await writerIn(testFolder(), { edge: { ...withoutKeys, keys } })
  const shown = async (authorization: string) =>
    (await handOn(app, message(event()), authorization === '' ? {} : { authorization })).status
  expect([
    await shown(''),
    await shown('Bearer lead-secret-of-24-characters'),
    await shown('Bearer desk-secret-of-24-characters'),
  ]).toEqual([401, 403, 200])
})

it('serves everything at the port of the writer: events by its own thread, the rest by the writer’s', async () => {
  const product = await startProduct({ ROLE: 'write', DATA_DIR: testFolder(), WRITER_PORT: '0' })
  onTestFinished(async () => {
    await product.stop()
  })
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(product.writerUrl() + path, init)
    return { status: answer.status, ...((await answer.json()) as object) }
  }
  const post = (body: string) =>
    ask('/events/coach', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect(await post(JSON.stringify(event()))).toEqual({
    ...{ status: 200, ok: true, seq: 1 },
    event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(await post('{')).toMatchObject({ status: 400, type: '/problems/malformed-body' })
  const handedOn = await ask('/events/handoff', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: message(event()).slice(0, -1),
  })
  expect(handedOn).toMatchObject({ status: 400, type: '/problems/malformed-body' })
  expect(await ask('/health')).toMatchObject({ status: 'healthy', seq: 1, ledger_waiting_ms: 0 })
  expect(await ask('/livez')).toEqual({ status: 'alive', version: VERSION })
  expect(await ask('/events/coach')).toMatchObject({ status: 405, type: '/problems/method-not-allowed' })
  expect(await ask('/nothing')).toMatchObject({ status: 404, type: '/problems/not-found' })
})
