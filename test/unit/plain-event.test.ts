// Reading an event with and without the schema comes to the same, whatever is sent.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventSchema } from '../../functions/event.ts'
import { plainEvent, readEvent } from '../../functions/plain-event.ts'
import { event } from '../support/in-process.ts'

const text = fc.oneof(
  { weight: 30, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom(
    '',
    'a\0b',
    '\ud800',
    'x'.repeat(100),
    'x'.repeat(101),
    'x'.repeat(20_000),
    'x'.repeat(20_001),
  ),
)
const id = fc.oneof(
  { weight: 30, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
  fc.constantFrom('', 'ü', 'a\n', '\x7f', 'x'.repeat(200), 'x'.repeat(201)),
)
const times = fc.oneof(
  { weight: 20, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()) },
  fc.constantFrom(
    '2026-07-01T10:00:00+02:00',
    '2026-07-01T10:00:00',
    '2026-02-30T10:00:00Z',
    '2026-07-01',
    'now',
  ),
)
const ids = fc.oneof(
  { weight: 20, arbitrary: fc.uuid() },
  fc.uuid().map((one) => one.toUpperCase()),
  fc.constantFrom('7', '00000000-0000-0000-0000-000000000000', 'g0000000-0000-4000-8000-000000000000'),
)
/** Mostly one of the field's own values, now and then anything. */
const or = <T>(of: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 60, arbitrary: of }, fc.jsonValue(), fc.constant(undefined))

const anything = fc.record(
  {
    event: or(fc.constantFrom('offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld', 'clicked')),
    session_id: or(id),
    agent_draft: or(text),
    suggestion_used: or(fc.option(text)),
    policy_refs: or(
      fc.oneof(
        fc.array(text, { maxLength: 3 }),
        fc.array(fc.constant('P'), { minLength: 49, maxLength: 51 }),
      ),
    ),
    latency_ms: or(
      fc.oneof(
        fc.integer({ min: 0, max: 3_600_000 }),
        fc.constantFrom(-0, -1, 0.5, 3_600_000, 3_600_001, 1e300),
      ),
    ),
    ab_test_bucket: or(fc.constantFrom('on', 'off', 'On')),
    event_id: or(ids),
    suggestion_id: or(id),
    agent_id: or(id),
    occurred_at: or(times),
    unknown: fc.anything(),
  },
  { requiredKeys: ['event', 'session_id', 'agent_draft', 'latency_ms'] },
)

it('an event is read as the schema reads it, and refused for the same reasons', () => {
  let plain = 0
  const runs = 5_000
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: anything }, fc.jsonValue()), (value) => {
      const [read, parsed] = [readEvent(value), eventSchema.safeParse(value)]
      if (plainEvent(value)) plain += 1
      expect(read.data).toEqual(parsed.data)
      expect(read.error?.issues).toEqual(parsed.error?.issues)
    }),
    { numRuns: runs },
  )
  expect(plain).toBeGreaterThan(runs / 20) // else the comparison says little
})

it('an ordinary event is plain, an unusual one is not', () => {
  const id = '6f1b2c3d-0000-4000-8000-00000000000a'
  const fields = {
    event_id: id,
    suggestion_id: 'sug-1',
    agent_id: 'a',
    occurred_at: '2026-07-01T10:00:00+02:00',
  }
  expect(plainEvent(event(fields))).toEqual(eventSchema.parse(event(fields)))
  expect(plainEvent(event())).toEqual(eventSchema.parse(event()))
  expect(
    [{ event_id: id.toUpperCase() }, { latency_ms: '7' }, { ab_test_bucket: null }].map((one) =>
      plainEvent(event(one)),
    ),
  ).toEqual([null, null, null])
})
