// Events on their way to the writer: the message, and the batcher that fills it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Batcher } from '../../functions/handoff/batcher.ts'
import {
  type Answer,
  decodeAnswers,
  decodeSent,
  encodeAnswers,
  encodeSent,
  MalformedMessage,
  type Sent,
} from '../../functions/handoff/frame.ts'
import { Problem, problems } from '../../functions/problem.ts'

const sent = fc.record<Sent>({
  key: fc.option(fc.string({ unit: fc.constantFrom('a', '-', '"', '\xff', ' '), maxLength: 40 })),
  body: fc.uint8Array({ maxLength: 60 }),
})
const plain = ({ key, body }: Sent) => ({ key, body: [...body] })

describe('a message', () => {
  it('gives every event back as it came', () => {
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 20 }), (events) => {
        expect(decodeSent(encodeSent(events)).map(plain)).toEqual(events.map(plain))
      }),
    )
  })

  it('that was cut short is refused, or ends between two events', () => {
    fc.assert(
      fc.property(fc.array(sent, { minLength: 1, maxLength: 5 }), fc.nat(), (events, cut) => {
        const message = encodeSent(events)
        const short = message.subarray(0, cut % message.length)
        try {
          const whole = decodeSent(short)
          expect(whole.map(plain)).toEqual(events.slice(0, whole.length).map(plain))
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage)
        }
      }),
    )
  })
})

const ANSWERS: Answer[] = [
  { ok: true, json: '{"ok":true,"event_id":"e","seq":7}' },
  { ok: false, problem: 'id-reused', detail: 'Two\nlines, and "quotes".' },
  { ok: false, problem: 'invalid-event', detail: 'd', errors: [{ path: 'event', message: 'm' }] },
]

describe('the answers to a message', () => {
  it('come back in their order, problems with all they say', () => {
    expect(decodeAnswers(encodeAnswers(ANSWERS), 3)).toEqual(ANSWERS)
  })

  it('that are more or fewer than the events are refused', () => {
    expect(() => decodeAnswers(encodeAnswers(ANSWERS), 2)).toThrow(MalformedMessage)
  })
})

/** A batcher whose messages are answered by hand. */
function batcherOf(bounds: Partial<{ maxMessages: number; maxEvents: number; maxBytes: number }> = {}) {
  const messages: { bodies: string[]; answer: (text: string) => void; fail: (error: unknown) => void }[] = []
  const batcher = new Batcher({
    ...{ maxMessages: 1, maxEvents: 100, maxBytes: 10_000 },
    ...bounds,
    send: (message) =>
      new Promise((answer, fail) => {
        messages.push({ bodies: decodeSent(message).map(({ body }) => body.toString()), answer, fail })
      }),
  })
  const submit = (body: string) => batcher.submit({ key: null, body: Buffer.from(body) })
  return { messages, submit }
}
const nextTurn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
const ok = (...names: string[]) => names.map((name) => JSON.stringify({ name })).join('\n')

describe('the batcher', () => {
  it('sends what came in one turn together, gathers what comes meanwhile, and gives each its own answer', async () => {
    const { messages, submit } = batcherOf()
    const first = [submit('a'), submit('b')]
    await nextTurn()
    const second = [submit('c'), submit('d'), submit('e')]
    await nextTurn()
    expect(messages.map(({ bodies }) => bodies)).toEqual([['a', 'b']])
    messages[0]?.answer(ok('A', 'B'))
    expect(await Promise.all(first)).toEqual([
      { ok: true, json: '{"name":"A"}' },
      { ok: true, json: '{"name":"B"}' },
    ])
    await nextTurn()
    expect(messages.map(({ bodies }) => bodies)).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ])
    messages[1]?.answer(ok('C', 'D', 'E'))
    expect((await Promise.all(second)).map((answer) => answer.ok)).toEqual([true, true, true])
  })

  it('refuses an event beyond its bounds, and takes events again once others are answered', async () => {
    const { messages, submit } = batcherOf({ maxEvents: 2, maxBytes: 10 })
    const held = submit('12345')
    await expect(submit('1234567')).rejects.toMatchObject({ slug: 'queue-full' })
    const second = submit('1')
    await expect(submit('1')).rejects.toMatchObject({ slug: 'queue-full' })
    await nextTurn()
    messages[0]?.answer(ok('x', 'y'))
    await Promise.all([held, second])
    const third = submit('1234567')
    await nextTurn()
    messages[1]?.answer(ok('z'))
    expect(await third).toEqual({ ok: true, json: '{"name":"z"}' })
  })

  it('tells all events of a message that failed why, one of them with the cause, and goes on with the next', async () => {
    const { messages, submit } = batcherOf()
    const [first, second] = [submit('a'), submit('b')]
    await nextTurn()
    const cause = new Error('the connection broke')
    messages[0]?.fail(new Problem('writer-unavailable', undefined, undefined, cause))
    await expect(first).rejects.toMatchObject({ slug: 'writer-unavailable', cause })
    await expect(second).rejects.toEqual(
      new Problem('writer-unavailable', problems['writer-unavailable'].hint),
    )
    const third = submit('c')
    await nextTurn()
    messages[1]?.answer('not one answer\nbut two')
    await expect(third).rejects.toMatchObject({ slug: 'outcome-unknown' })
  })

  it('cuts what waits into messages of a bounded size', async () => {
    const { messages, submit } = batcherOf({ maxMessages: 3, maxEvents: 3_000, maxBytes: 10_000_000 })
    const big = 'x'.repeat(600_000)
    const held = [submit(big), submit(big), ...Array.from({ length: 1_500 }, () => submit('y'))]
    await nextTurn()
    expect(messages.map(({ bodies }) => bodies.length)).toEqual([1, 1_024, 477])
    for (const { bodies, answer } of messages) answer(ok(...bodies.map(() => 'z')))
    await Promise.all(held)
  })
})
