// The typed client against the real product: what it sends is understood, what it is promised is what it gets.
// The lines marked @ts-expect-error are checked by the compiler.
import { hc } from 'hono/client'
import { expect, it } from 'vitest'
import type { Api } from '../../functions/api.ts'
import { productIn } from '../support/in-process.ts'

const EVENT_ID = '7b0e1f0c-9f5c-4d4e-8f0a-2f6f3f1f9a11'

async function clientOf() {
  const { app, stopWriter } = await productIn()
  const fetch = async (url: string | URL | Request, init?: RequestInit) => app.request(url, init)
  return { client: hc<Api>('http://localhost', { fetch }), stopWriter }
}

it('posts an event and reads it back in a report that holds it', async () => {
  const { client } = await clientOf()
  const stored = await client.events.coach.$post({
    json: {
      event: 'offered',
      session_id: 's-1',
      agent_draft: 'Guaranteed.',
      latency_ms: 240,
      event_id: EVENT_ID,
    },
  })
  if (!stored.ok) throw new Error((await stored.json()).title)
  const { seq, ...receipt } = await stored.json()
  expect([seq, receipt]).toEqual([1, { ok: true, event_id: EVENT_ID }])

  const answer = await client.events.recent.$get({
    query: { limit: 10, event: 'offered' },
    header: { 'X-Min-Seq': String(seq) },
  })
  if (!answer.ok) throw new Error((await answer.json()).title)
  const { events, next_before, as_of } = await answer.json()
  expect([
    events.map(({ seq, id, latency_ms }) => ({ seq, id, latency_ms })),
    next_before,
    as_of.seq,
  ]).toEqual([[{ seq: 1, id: EVENT_ID, latency_ms: 240 }], null, 1])
})

it('is handed the problem document when an event is not valid', async () => {
  const { client } = await clientOf()
  const refused = await client.events.coach.$post({
    json: { event: 'offered', session_id: 's-1', agent_draft: '', latency_ms: 240 },
  })
  if (refused.ok) throw new Error('it was accepted')
  const { instance: _, ...problem } = await refused.json()
  expect(problem).toEqual({
    type: '/problems/invalid-event',
    title: 'The event is not valid',
    status: 422,
    detail: 'The errors name each field and what it takes.',
    errors: [{ path: 'agent_draft', message: 'agent_draft must not be empty' }],
  })
})

it('lets the compiler refuse what the product would', async () => {
  const { client } = await clientOf()
  const json = { event: 'offered', session_id: 's-1', agent_draft: 'd', latency_ms: 1 } as const
  const statuses = [
    // @ts-expect-error: no such type of event
    await client.events.coach.$post({ json: { ...json, event: 'shrugged' } }),
    // @ts-expect-error: a latency is a number
    await client.events.coach.$post({ json: { ...json, latency_ms: '1' } }),
    // @ts-expect-error: the draft is missing
    await client.events.coach.$post({ json: { event: 'offered', session_id: 's-1', latency_ms: 1 } }),
    // @ts-expect-error: no such bucket
    await client.analytics.summary.$get({ query: { bucket: 'maybe' } }),
    // @ts-expect-error: no such width
    await client.analytics.timeseries.$get({ query: { width: 'minute' } }),
  ].map(({ status }) => status)
  expect(statuses).toEqual([422, 422, 422, 400, 400])

  await client.events.coach.$post({ json })
  const answer = await client.analytics.summary.$get({
    query: { bucket: 'on', from: '2020-01-01' },
    header: { 'X-Min-Seq': '1' },
  })
  if (!answer.ok) throw new Error((await answer.json()).title)
  // @ts-expect-error: no figure has this name
  expect((await answer.json()).acceptance).toBeUndefined()
  // @ts-expect-error: no such report
  expect((await client.analytics.moods.$get()).status).toBe(404)
})
