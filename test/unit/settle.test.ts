import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { eventSchema } from '../../functions/event.ts'
import { arrivalOf, Settler } from '../../functions/write/settle.ts'
import { event, type Sent } from '../support/in-process.ts'
import { admitted } from '../support/policies.ts'

const fresh = () => new Settler({ sessions: [], offers: [] })

/** Settles events in order, numbered from 1, a second apart. */
function settle(settler: Settler, ...events: Sent[]) {
  return events.map((sent, index) =>
    settler.settle(arrivalOf(admitted(eventSchema.parse(event(sent)))), index + 1, (index + 1) * 1000),
  )
}

const answers = (...events: Sent[]) =>
  settle(fresh(), ...events).map(({ resolution, offer_seq }) => [resolution, offer_seq])

describe('an outcome', () => {
  it('answers the offer of its suggestion_id, in whatever session it comes', () => {
    expect(
      answers(
        { suggestion_id: 'a' },
        { suggestion_id: 'b' },
        { event: 'accepted', suggestion_id: 'a', session_id: 'elsewhere', agent_draft: 'other' },
      ),
    ).toEqual([
      [null, null],
      [null, null],
      ['first', 1],
    ])
  })

  it('without a suggestion_id answers the newest open offer of the same session and draft', () => {
    expect(answers({}, {}, { event: 'accepted' }, { event: 'rejected' })).toEqual([
      [null, null],
      [null, null],
      ['first', 2],
      ['first', 1],
    ])
  })

  it('counts once: later outcomes of the same offer are repeats', () => {
    expect(
      answers(
        { suggestion_id: 'a' },
        { event: 'edited', suggestion_id: 'a' },
        { event: 'timeout', suggestion_id: 'a' },
      ),
    ).toEqual([
      [null, null],
      ['first', 1],
      ['repeat', 1],
    ])
    expect(answers({}, { event: 'accepted' }, { event: 'accepted' })[2]).toEqual(['repeat', 1])
  })

  it('is an orphan when no offer fits', () => {
    expect(
      answers(
        { suggestion_id: 'a' },
        { event: 'accepted', suggestion_id: 'unknown' },
        { event: 'accepted', session_id: 'other' },
        { event: 'accepted', agent_draft: 'another draft' },
      ).slice(1),
    ).toEqual([
      ['orphan', null],
      ['orphan', null],
      ['orphan', null],
    ])
  })

  it('does not answer a draft that was withheld', () => {
    expect(
      answers({ event: 'withheld', suggestion_id: 'a' }, { event: 'accepted', suggestion_id: 'a' })[1],
    ).toEqual(['orphan', null])
  })
})

describe('violations', () => {
  const fate = (outcome: Sent) => {
    const [, settled] = settle(fresh(), { policy_refs: ['A', 'B', 'A'] }, outcome)
    return { prevented: settled?.prevented, shipped: settled?.shipped }
  }

  it('are prevented when the text used is another one, each policy once', () => {
    expect(fate({ event: 'accepted', suggestion_used: 'better' })).toEqual({
      prevented: ['A', 'B'],
      shipped: [],
    })
    expect(fate({ event: 'edited', suggestion_used: 'my own' })).toEqual({
      prevented: ['A', 'B'],
      shipped: [],
    })
  })

  it('are shipped when the draft itself was sent', () => {
    const shipped = { prevented: [], shipped: ['A', 'B'] }
    expect(fate({ event: 'rejected' })).toEqual(shipped)
    expect(fate({ event: 'timeout', suggestion_used: 'better' })).toEqual(shipped)
    expect(fate({ event: 'edited', suggestion_used: event().agent_draft })).toEqual(shipped)
  })

  it('are each looked for in another text: what policies find there is shipped, what they do not know is prevented', () => {
    const [, settled] = settle(
      fresh(),
      { policy_refs: ['PII-SSN', 'A', 'ADV-6.2'] },
      { event: 'edited', suggestion_used: 'These guaranteed returns are yours, 123-45-6789.' },
    )
    expect([settled?.shipped, settled?.prevented]).toEqual([['PII-SSN', 'ADV-6.2'], ['A']])
    const [, masked] = settle(
      fresh(),
      { policy_refs: ['PII-SSN'] },
      { event: 'accepted', suggestion_used: 'Your number [SSN].' },
    )
    expect([masked?.shipped, masked?.prevented]).toEqual([[], ['PII-SSN']])
  })

  it('are neither while the text used is not known', () => {
    expect(fate({ event: 'accepted' })).toEqual({ prevented: [], shipped: [] })
  })

  it('are shipped at once where the suggestion was withheld', () => {
    expect(settle(fresh(), { event: 'withheld', policy_refs: ['A', 'A'] })[0]?.shipped).toEqual(['A'])
  })

  it('count nothing for repeats and orphans', () => {
    const [, , repeat] = settle(
      fresh(),
      {},
      { event: 'rejected' },
      { event: 'accepted', suggestion_used: 'x' },
    )
    expect([repeat?.prevented, repeat?.shipped]).toEqual([[], []])
  })
})

describe('the final text of a draft', () => {
  it('is known once it is withheld, or by the first outcome that tells it, and not before', () => {
    const known = (...events: Sent[]) => settle(fresh(), ...events).map(({ text_known }) => text_known)
    expect(known({}, { event: 'rejected' }, { event: 'timeout' })).toEqual([false, true, false])
    expect(known({}, { event: 'edited', suggestion_used: 'mine' })).toEqual([false, true])
    expect(known({}, { event: 'accepted' }, { event: 'accepted', suggestion_used: 'late' })).toEqual([
      ...[false, false, false],
    ])
    expect(known({ event: 'withheld' }, { event: 'rejected' })).toEqual([true, false])
  })
})

describe('a session', () => {
  it('begins with its first event and keeps that beginning', () => {
    const sessions = settle(fresh(), {}, { session_id: 'two' }, { event: 'accepted' })
    expect(sessions.map((s) => [s.session_first, s.session_started_at])).toEqual([
      [true, 1000],
      [true, 2000],
      [false, 1000],
    ])
  })
})

describe('an outcome that answers an offer', () => {
  it('carries what its offer is counted under, also when it comes in another bucket and from another agent', () => {
    const [, settled] = settle(
      fresh(),
      { agent_id: 'anna', policy_refs: ['A', 'A', 'B'] },
      { event: 'rejected', ab_test_bucket: 'off', agent_id: 'ben', policy_refs: [] },
    )
    expect(settled).toMatchObject({
      offer_seq: 1,
      offer_ts: 1000,
      offer_bucket: 'on',
      offer_agent_id: 'anna',
      offer_policies: ['A', 'B'],
    })
  })
})

describe('the sums of a session', () => {
  const sums = (...events: Sent[]) =>
    settle(fresh(), ...events).map((s) => [
      s.session_bucket,
      s.session_drafts,
      s.session_texts_known,
      s.session_shipped,
      s.session_detected,
      s.session_latency_ms,
      s.session_new_policies,
    ])

  it('are those before each event', () => {
    expect(
      sums(
        { policy_refs: ['A', 'B', 'A'], latency_ms: 100 },
        { event: 'rejected', policy_refs: ['A'], latency_ms: 9 },
        { agent_draft: 'fine', policy_refs: [], latency_ms: 50 },
        { event: 'timeout', agent_draft: 'fine', policy_refs: ['C'] },
      ),
    ).toEqual([
      [null, 0, 0, 0, 0, 0, ['A', 'B']],
      ['on', 1, 0, 0, 1, 100, []],
      ['on', 1, 1, 2, 1, 100, []],
      ['on', 2, 1, 2, 1, 150, ['C']],
    ])
  })

  it('belong to both arms from the event after the first of the other bucket', () => {
    expect(sums({}, { ab_test_bucket: 'off', event: 'withheld' }, {}).map(([bucket]) => bucket)).toEqual([
      null,
      'on',
      'both',
    ])
  })
})

describe('after a restart', () => {
  it('open offers, resolved offers and sessions are as before', () => {
    const before = fresh()
    settle(
      before,
      { suggestion_id: 'open' },
      { suggestion_id: 'done' },
      { event: 'accepted', suggestion_id: 'done' },
    )
    const draft = createHash('sha256').update(String(event().agent_draft)).digest('hex')
    const offer = {
      session_id: 'session-1',
      draft,
      bucket: 'on' as const,
      agent_id: null,
      policy_refs: ['ADV-6.2'],
    }
    const after = new Settler({
      sessions: [
        {
          session_id: 'session-1',
          started_at: 1000,
          bucket: 'on',
          drafts: 2,
          texts_known: 0,
          shipped: 0,
          detected: 2,
          latency_ms: 640,
          policies: ['ADV-6.2'],
        },
      ],
      offers: [
        { ...offer, seq: 1, ts: 1000, suggestion_id: 'open', resolved: false },
        { ...offer, seq: 2, ts: 2000, suggestion_id: 'done', resolved: true },
      ],
    })
    for (const outcome of ['open', 'done', undefined]) {
      const rejected = arrivalOf(
        admitted(eventSchema.parse(event({ event: 'rejected', suggestion_id: outcome }))),
      )
      expect(after.settle(rejected, 4, 4000)).toEqual(before.settle(rejected, 4, 4000))
    }
  })
})
