// The sample events: repeatable, valid, in an order that can happen, and about as real ones are distributed.
import { expect, it } from 'vitest'
import { firstEvents, type SampleEvent, sampleSessions } from '../../functions/cli/sample-conversations.ts'
import { SAMPLE_DRAFTS } from '../../functions/cli/sample-drafts.ts'
import { eventSchema, isOutcome } from '../../functions/event.ts'

/** Ids that differ from call to call and from `run` to `run`. */
function ids(run: number) {
  let n = 0
  return () => {
    n += 1
    return `${String(run).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`
  }
}

const sample = (seed: number, count: number, run = 1) => [
  ...firstEvents(sampleSessions(seed, ids(run)), count),
]
const withoutIds = ({ event_id, session_id, suggestion_id, ...rest }: SampleEvent) => rest
const many = sample(42, 20_000).flat()
const share = (part: SampleEvent[], whole: SampleEvent[]) => part.length / whole.length

it('gives the same events for the same seed, with other ids', () => {
  const [first, second] = [sample(7, 500, 1).flat(), sample(7, 500, 2).flat()]
  expect(second.map(withoutIds)).toEqual(first.map(withoutIds))
  expect(new Set([...first, ...second].map(({ event_id }) => event_id)).size).toBe(1_000)
})

it('gives other events for another seed', () => {
  expect(sample(8, 500).flat().map(withoutIds)).not.toEqual(sample(7, 500).flat().map(withoutIds))
})

it('gives exactly as many events as are asked for', () => {
  const counts = [1, 2, 3, 100, 101]
  expect(counts.map((count) => sample(1, count).flat().length)).toEqual(counts)
})

it('gives only events that the schema accepts as they are', () => {
  expect(many.map((event) => eventSchema.parse(event))).toEqual(many)
})

it('lets every outcome follow its own offer at once, and answers no offer twice', () => {
  const told = sample(42, 20_000).flatMap((session) =>
    session.filter(({ event }) => isOutcome(event)).map((outcome) => [outcome, session] as const),
  )
  for (const [outcome, session] of told) {
    const before = session[session.indexOf(outcome) - 1]
    const { event, event_id, suggestion_used, ...shared } = outcome
    expect(before).toEqual({
      ...shared,
      event: 'offered',
      suggestion_used: null,
      event_id: before?.event_id,
    })
  }
  expect(told.length).toBeGreaterThan(5_000)
})

it('sends a text of its own with accepted and edited outcomes only', () => {
  const types = many.filter((event) => event.suggestion_used !== null).map(({ event }) => event)
  expect(new Set(types)).toEqual(new Set(['accepted', 'edited']))
  expect(many.filter(({ agent_draft, suggestion_used }) => agent_draft === suggestion_used)).toEqual([])
})

it('shares out buckets, outcomes and suggestion ids about as planned', () => {
  const of = (type: string) => many.filter(({ event }) => event === type)
  const offers = of('offered')
  const sessions = sample(42, 20_000)
  expect(sessions.filter(([first]) => first?.ab_test_bucket === 'on').length / sessions.length).toBeCloseTo(
    0.5,
    1,
  )
  expect(share(of('accepted'), offers)).toBeCloseTo(0.55, 1)
  expect(share(of('edited'), offers)).toBeCloseTo(0.2, 1)
  expect(share(of('rejected'), offers)).toBeCloseTo(0.15, 1)
  expect(share(of('timeout'), offers)).toBeCloseTo(0.06, 1)
  expect(
    share(
      offers.filter(({ suggestion_id }) => suggestion_id),
      offers,
    ),
  ).toBeCloseTo(0.85, 1)
  expect(new Set(many.map(({ agent_id }) => agent_id)).size).toBe(12)
})

it('has latencies from 120 ms with a long tail', () => {
  const drafts = many.filter(({ event }) => !isOutcome(event)).map(({ latency_ms }) => latency_ms)
  const slow = drafts.filter((ms) => ms > 1_800)
  expect(Math.min(...drafts)).toBe(120)
  expect(slow.length / drafts.length).toBeCloseTo(0.03, 2)
  expect(Math.max(...drafts)).toBeGreaterThan(4_000)
})

it('has many drafts, all four policies, and drafts that violate nothing', () => {
  expect(new Set(SAMPLE_DRAFTS.map(({ draft }) => draft)).size).toBe(SAMPLE_DRAFTS.length)
  expect(SAMPLE_DRAFTS.length).toBeGreaterThanOrEqual(25)
  expect(new Set(SAMPLE_DRAFTS.flatMap(({ policies }) => policies))).toEqual(
    new Set(['ADV-6.2', 'DISC-1.1', 'PII-SSN', 'TONE']),
  )
  expect(many.filter(({ policy_refs }) => policy_refs.length === 0)).not.toEqual([])
})
