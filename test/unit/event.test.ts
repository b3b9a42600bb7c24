import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventSchema } from '../../functions/event.ts'
import { event } from '../support/in-process.ts'

const messages = (value: unknown) => {
  const parsed = eventSchema.safeParse(value)
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

describe('an event', () => {
  it('needs five fields and fills in the rest', () => {
    expect(
      eventSchema.parse({
        event: 'offered',
        session_id: 's',
        agent_draft: 'd',
        latency_ms: 0,
        unknown: 'ignored',
      }),
    ).toEqual({
      event: 'offered',
      session_id: 's',
      agent_draft: 'd',
      suggestion_used: null,
      policy_refs: [],
      latency_ms: 0,
      ab_test_bucket: 'on',
    })
  })

  it('is refused with every bad field named', () => {
    expect(
      messages({
        event: 'clicked',
        session_id: '',
        agent_draft: 'x'.repeat(20_001),
        suggestion_used: 5,
        policy_refs: ['A', ''],
        latency_ms: 1.5,
        ab_test_bucket: 'maybe',
        event_id: '7',
        suggestion_id: 'ü',
        agent_id: 7,
        occurred_at: '2026-01-01 10:00',
      }),
    ).toEqual([
      'event: event must be one of offered, accepted, edited, rejected, timeout, withheld',
      'session_id: session_id must not be empty',
      'agent_draft: agent_draft must be at most 20,000 characters',
      'suggestion_used: suggestion_used must be a string',
      'policy_refs.1: a policy must not be empty',
      'latency_ms: latency_ms must be a whole number of milliseconds',
      'ab_test_bucket: ab_test_bucket must be on or off',
      'event_id: event_id must be a UUID',
      'suggestion_id: suggestion_id must be printable ASCII',
      'agent_id: agent_id must be a string',
      'occurred_at: occurred_at must be an RFC 3339 time with its offset',
    ])
  })

  it('cannot carry what a database or a decoder would change silently', () => {
    for (const draft of ['a\0b', '\ud800', 'x\udfff'])
      expect(messages(event({ agent_draft: draft }))).toEqual([
        'agent_draft: agent_draft must not hold NUL characters or lone surrogates',
      ])
  })

  it('is validated without ever throwing, whatever is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (body, field) => {
        eventSchema.safeParse(body)
        eventSchema.safeParse(event({ agent_draft: field, policy_refs: field, latency_ms: field }))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps every text of up to 20,000 characters as it was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (draft) => {
        fc.pre(!draft.includes('\0') && draft.isWellFormed())
        expect(eventSchema.parse(event({ agent_draft: draft })).agent_draft).toBe(draft)
      }),
    )
  })
})
