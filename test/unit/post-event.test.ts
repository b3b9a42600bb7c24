// Posting a sample event until it is acknowledged: what is sent again, what is final.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { NotPosted, postEvent } from '../../functions/cli/post-event.ts'

const event = {
  event: 'withheld' as const,
  session_id: 'session-1',
  agent_draft: 'Is there anything else I can do for you today?',
  suggestion_used: null,
  policy_refs: [],
  latency_ms: 200,
  ab_test_bucket: 'off' as const,
  event_id: '00000000-0000-4000-8000-000000000001',
}

type Answer = { status: number; body?: object } | 'hang up'

/** Gives these answers in turn, the last one for good; keeps what it was sent. */
async function server(...answers: Answer[]) {
  const sent: unknown[] = []
  const running = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    sent.push(JSON.parse(Buffer.concat(parts).toString()))
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'hang up'
    if (answer === 'hang up') return request.socket.destroy()
    response.writeHead(answer.status, { 'retry-after': '0' }).end(JSON.stringify(answer.body ?? {}))
  })
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void running.close())
  return { sent, url: new URL(`http://127.0.0.1:${(running.address() as AddressInfo).port}`) }
}

const never = new AbortController().signal

it('sends the very same event again after 409, 429, 503 and a lost connection', async () => {
  const { sent, url } = await server({ status: 409 }, { status: 429 }, { status: 503 }, 'hang up', {
    status: 200,
  })
  await postEvent({ url, key: null }, event, never)
  expect(sent).toEqual([event, event, event, event, event])
})

it('does not send again what will never be taken, and says why', async () => {
  const { sent, url } = await server({
    status: 422,
    body: {
      title: 'The event is not valid',
      detail: 'The errors name each field.',
      errors: [{ path: 'latency_ms', message: 'latency_ms must not be negative' }],
    },
  })
  await expect(postEvent({ url, key: null }, event, never)).rejects.toThrow(
    new NotPosted(
      '422 The event is not valid\nThe errors name each field.\n  latency_ms: latency_ms must not be negative',
    ),
  )
  expect(sent).toEqual([event])
})

it('gives up after 30 attempts with the last answer', async () => {
  const { sent, url } = await server({ status: 503, body: { title: 'The writer is not running' } })
  await expect(postEvent({ url, key: null }, event, never)).rejects.toThrow(
    new NotPosted('503 The writer is not running\nGave up after 30 attempts.'),
  )
  expect(sent.length).toBe(30)
})
