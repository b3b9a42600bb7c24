// The order in which a desk's events reach the writer, and what becomes of those that do not.
import { expect, it, vi } from 'vitest'
import { deliver, MAX_HELD } from '../../../functions/desk/deliver.ts'
import type { Pending } from '../../../functions/desk/state.ts'
import type { Answer, Sent } from '../../../functions/handoff/frame.ts'
import { Problem, type ProblemSlug } from '../../../functions/problem.ts'

const NOW = Date.parse('2026-07-01T09:00:00Z')
const AT = '2026-07-01T09:00:00.000Z'

const pending = (n: number): Pending => ({
  event: 'offered',
  session_id: 's-1',
  agent_draft: `Draft ${n}`,
  suggestion_used: null,
  policy_refs: [],
  latency_ms: 3,
  ab_test_bucket: 'on',
  event_id: `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`,
})
const stored = (seq: number): Answer => ({
  ok: true,
  json: JSON.stringify({ ok: true, event_id: pending(seq).event_id, seq }),
})

/** A writer that answers so, one after the other; what it was sent is in `sent`. */
function writer(...answers: (Answer | ProblemSlug | 'silence')[]) {
  const sent: unknown[] = []
  async function submit({ body }: Sent): Promise<Answer> {
    sent.push(JSON.parse(new TextDecoder().decode(body)))
    const answer = answers[sent.length - 1] ?? 'writer-unavailable'
    if (answer === 'silence') return new Promise(() => {})
    if (typeof answer === 'string') throw new Problem(answer)
    return answer
  }
  return { submit, sent }
}

it('logs what was held before what has just happened', async () => {
  const { submit, sent } = writer(stored(7), stored(8))
  const delivery = await deliver(submit, { earlier: [pending(1)], events: [pending(2)] }, NOW)
  expect(sent).toEqual([pending(1), pending(2)])
  expect(delivery).toEqual({
    logged: [
      { event: pending(1), seq: 7 },
      { event: pending(2), seq: 8 },
    ],
    held: [],
    why: null,
    refused: [],
    dropped: [],
  })
})

it('holds everything from the first that cannot be logged on: an outcome never goes before its offer', async () => {
  const { submit, sent } = writer('writer-unavailable', stored(8))
  const delivery = await deliver(submit, { earlier: [], events: [pending(1), pending(2)] }, NOW)
  expect(sent).toHaveLength(1)
  expect(delivery).toEqual({
    logged: [],
    held: [
      { ...pending(1), occurred_at: AT },
      { ...pending(2), occurred_at: AT },
    ],
    why: 'The writer is not running',
    refused: [],
    dropped: [],
  })
})

it('says of an event when it happened, once, and never of one that may be stored already', async () => {
  const unknown = await deliver(
    writer('outcome-unknown').submit,
    { earlier: [], events: [pending(1), pending(2)] },
    NOW,
  )
  expect(unknown.held).toEqual([pending(1), { ...pending(2), occurred_at: AT }])
  const again = await deliver(
    writer('queue-full').submit,
    { earlier: unknown.held, events: [] },
    NOW + 60_000,
  )
  expect(again.held).toEqual(unknown.held)
})

it('takes other content under a known id for the same thing, logged before', async () => {
  const delivery = await deliver(
    writer({ ok: false, problem: 'id-reused' }).submit,
    { earlier: [], events: [pending(1)] },
    NOW,
  )
  expect([delivery.logged, delivery.held]).toEqual([[{ event: pending(1), seq: null }], []])
})

it('names what will never be taken, and goes on with the next', async () => {
  const errors = [{ path: 'agent_draft', message: 'agent_draft must be at most 20,000 characters' }]
  const { submit } = writer({ ok: false, problem: 'invalid-event', errors }, stored(9))
  const delivery = await deliver(submit, { earlier: [pending(1)], events: [pending(2)] }, NOW)
  expect([delivery.refused, delivery.logged, delivery.held]).toEqual([
    [{ event: pending(1), title: 'The event is not valid', errors }],
    [{ event: pending(2), seq: 9 }],
    [],
  ])
})

it('waits two seconds for a writer that says nothing, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    const delivering = deliver(writer('silence').submit, { earlier: [], events: [pending(1)] }, NOW)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await delivering).toMatchObject({
      held: [pending(1)],
      why: 'The writer stopped before it answered',
    })
  } finally {
    vi.useRealTimers()
  }
})

it('holds no more than fit into a page, and says which are lost', async () => {
  const earlier = Array.from({ length: MAX_HELD }, (_, n) => pending(n + 1))
  const { held, dropped } = await deliver(writer().submit, { earlier, events: [pending(99)] }, NOW)
  expect([held, dropped]).toEqual([earlier, [{ ...pending(99), occurred_at: AT }]])
})
