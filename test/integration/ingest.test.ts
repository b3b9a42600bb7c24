import { describe, expect, it } from 'vitest'
import { event, postTo, productIn, type Sent } from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const id = '0b5f3c1e-7a63-4d1e-9a53-0c8f6b2f1a77'

describe('POST /events/coach', () => {
  it('answers each of many callers with its own id and seq, and the reports reach exactly that many', async () => {
    const { app, json } = await productIn()
    const responses = await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        postTo(app, event({ session_id: `s${n % 50}`, agent_draft: `draft ${n}` })),
      ),
    )
    expect(responses.map((response) => response.status)).toEqual(Array(500).fill(200))
    const answers = (await Promise.all(responses.map((response) => response.json()))) as {
      ok: boolean
      event_id: string
      seq: number
    }[]
    expect(answers.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 500 }, (_, n) => n + 1),
    )
    expect(new Set(answers.map(({ event_id }) => event_id)).size).toBe(500)
    expect(answers.every(({ ok, event_id }) => ok && uuid.test(event_id))).toBe(true)
    expect(await json('/analytics/summary', { 'X-Min-Seq': '500' })).toMatchObject({
      total_events: 500,
      sessions: 50,
    })
  })

  it('keeps every field as it was sent', async () => {
    const { post, json } = await productIn()
    const sent = {
      event: 'edited',
      session_id: 'Session 7/ä'.replace('ä', 'a'),
      agent_draft: 'Zeile 1\nline "2" — 🙂 \u2028 <script>alert(1)</script>',
      suggestion_used: "Robert'); DROP TABLE coach_events;--",
      policy_refs: ['ADV-6.2', 'ADV-6.2', 'O\'Brien,"x"'],
      latency_ms: 3_600_000,
      ab_test_bucket: 'off',
      event_id: id,
      suggestion_id: 'sug-1',
      agent_id: 'agent-9',
      occurred_at: '2026-03-29T02:30:00.123+02:00',
    }
    expect(await post(sent)).toEqual([{ ok: true, event_id: id, seq: 1 }])
    const { events } = (await json('/events/recent', { 'X-Min-Seq': '1' })) as unknown as { events: Sent[] }
    const { event_id, occurred_at, ...rest } = sent
    expect(events).toEqual([
      {
        ...rest,
        seq: 1,
        id: event_id,
        ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        occurred_at: new Date(occurred_at).toISOString(),
        resolution: 'orphan',
        offer_seq: null,
      },
    ])
  })

  it('stores an event once however often the same id and content are sent, across a restart too', async () => {
    const first = await productIn()
    const sent = event({ event_id: id.toUpperCase() })
    expect(await first.post(sent, sent)).toEqual([
      { ok: true, event_id: id, seq: 1 },
      { ok: true, event_id: id, seq: 1, duplicate: true },
    ])
    await first.stopWriter()
    const second = await productIn(first.folder)
    expect(await second.post(sent, event())).toMatchObject([{ seq: 1, duplicate: true }, { seq: 2 }])
    expect(await second.json('/events/stats', { 'X-Min-Seq': '2' })).toMatchObject({ total_events: 2 })
  })

  it('takes the id from Idempotency-Key as well', async () => {
    const { app } = await productIn()
    const answers = []
    for (const key of [id, `"${id}"`])
      answers.push(await (await postTo(app, event(), { 'Idempotency-Key': key })).json())
    expect(answers).toMatchObject([
      { event_id: id, seq: 1 },
      { event_id: id, seq: 1, duplicate: true },
    ])
    expect((await postTo(app, event(), { 'Idempotency-Key': 'once' })).status).toBe(400)
    expect(
      (await postTo(app, event({ event_id: id.replace('0', '1') }), { 'Idempotency-Key': id })).status,
    ).toBe(400)
  })

  it('refuses an id that comes again with other content', async () => {
    const { app, post } = await productIn()
    await post(event({ event_id: id }))
    const response = await postTo(app, event({ event_id: id, latency_ms: 321 }))
    expect([response.status, await response.json()]).toEqual([
      422,
      expect.objectContaining({ type: '/problems/id-reused' }),
    ])
  })

  it('refuses an id that is being stored at this moment, and answers the same once it is', async () => {
    const { app } = await productIn()
    const sent = event({ event_id: id })
    const responses = await Promise.all([postTo(app, sent), postTo(app, sent)])
    expect(responses.map((response) => response.status).sort()).toEqual([200, 409])
    expect(await (await postTo(app, sent)).json()).toMatchObject({ seq: 1, duplicate: true })
  })
})

describe('what cannot be an event', () => {
  const cases: [string, unknown, Record<string, string>, number, string][] = [
    ['is not JSON', '{"event":', {}, 400, 'malformed-body'],
    ['is not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400, 'malformed-body'],
    ['is of another content type', '{}', { 'Content-Type': 'text/html' }, 415, 'unsupported-media-type'],
    ['is too large', ' '.repeat(600 * 1024), {}, 413, 'body-too-large'],
    ['is an array', [event()], {}, 422, 'invalid-event'],
    ['is null', 'null', {}, 422, 'invalid-event'],
    ['holds a lone surrogate', event({ agent_draft: '\ud800' }), {}, 422, 'invalid-event'],
    ['holds a NUL', event({ suggestion_used: 'a\0' }), {}, 422, 'invalid-event'],
  ]
  it.each(cases)(
    'that %s is answered with a problem and stores nothing',
    async (_, body, headers, status, slug) => {
      const { app, json } = await productIn()
      const response = await postTo(app, body, headers)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      const problem = await response.json()
      expect([response.status, problem]).toEqual([
        status,
        expect.objectContaining({ type: `/problems/${slug}`, status }),
      ])
      expect(await json('/events/stats')).toMatchObject({ total_events: 0 })
    },
  )

  it('is told which fields are wrong', async () => {
    const { app } = await productIn()
    const response = await postTo(app, event({ latency_ms: -1, session_id: 7 }))
    expect(await response.json()).toEqual({
      type: '/problems/invalid-event',
      title: 'The event is not valid',
      status: 422,
      detail: 'The errors name each field and what it takes.',
      instance: expect.stringMatching(/^urn:uuid:/),
      errors: [
        { path: 'session_id', message: 'session_id must be a string' },
        { path: 'latency_ms', message: 'latency_ms must not be negative' },
      ],
    })
  })
})

describe('when the writer is down', () => {
  it('events are refused at once with Retry-After, and reports go on', async () => {
    const { app, post, stopWriter, writer: _, ...reports } = await productIn()
    await post(event())
    await stopWriter()
    await waitFor('the loss to be noticed', async () => (await postTo(app, event())).status === 503)
    const refused = await postTo(app, event())
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      503,
      '1',
      expect.objectContaining({ type: '/problems/writer-unavailable' }),
    ])
    expect(await reports.json('/analytics/summary', { 'X-Min-Seq': '1' })).toMatchObject({ total_events: 1 })
    const page = await app.request('/reports')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('The writer is down')])
  })
})
