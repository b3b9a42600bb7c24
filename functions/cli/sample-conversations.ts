// Makes believable sample events: sessions of an agent with drafts, offers and what became of them.
// Pure: the same seed gives the same events apart from their ids. It must never read a clock or send anything.
import type { Event, OutcomeType } from '../event.ts'
import { mulberry32 } from './mulberry32.ts'
import { SAMPLE_DRAFTS, type SampleDraft } from './sample-drafts.ts'
import { sampleLatency } from './sample-latency.ts'

export type SampleEvent = Event & { event_id: string }

const AGENTS = [
  'amir',
  'bea',
  'chen',
  'dana',
  'elif',
  'femi',
  'greta',
  'hugo',
  'ines',
  'jonas',
  'kaya',
  'lior',
]
const NAMES = [
  'Ms Alvarez',
  'Mr Brandt',
  'Ms Chaudhry',
  'Mr Dubois',
  'Ms Eriksen',
  'Mr Fofana',
  'Alex',
  'Sam',
]
const MOST_DRAFTS = 4
/** Shares of all offers; what is missing to 1 never gets an outcome. */
const OUTCOMES: [OutcomeType, number][] = [
  ['accepted', 0.55],
  ['edited', 0.2],
  ['rejected', 0.15],
  ['timeout', 0.06],
]
/** The offers that carry a suggestion_id; the others are found by session and draft. */
const WITH_SUGGESTION_ID = 0.85

/**
 * @param newId gives each event, session and suggestion an id no other has
 * @returns sessions without end, each with its events in the order in which they happen
 */
export function* sampleSessions(seed: number, newId: () => string): Generator<SampleEvent[], never> {
  const random = mulberry32(seed)
  const oneOf = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T
  for (;;) {
    const session = {
      session_id: newId(),
      agent_id: oneOf(AGENTS),
      ab_test_bucket: random() < 0.5 ? ('on' as const) : ('off' as const),
    }
    const filledIn = { name: oneOf(NAMES), order: String(100_000 + Math.floor(random() * 900_000)) }
    // Each draft once in a session: an outcome without suggestion_id is found by its draft.
    const drafts = new Set<SampleDraft>()
    const wanted = 1 + Math.floor(random() * MOST_DRAFTS)
    while (drafts.size < wanted) drafts.add(oneOf(SAMPLE_DRAFTS))

    const events: SampleEvent[] = []
    for (const { draft, suggestion, policies } of drafts) {
      const looked = {
        ...session,
        agent_draft: fill(draft, filledIn),
        policy_refs: [...policies],
        latency_ms: sampleLatency(random),
      }
      if (session.ab_test_bucket === 'off') {
        events.push({ ...looked, event: 'withheld', suggestion_used: null, event_id: newId() })
        continue
      }
      const offered = random() < WITH_SUGGESTION_ID ? { ...looked, suggestion_id: newId() } : looked
      events.push({ ...offered, event: 'offered', suggestion_used: null, event_id: newId() })
      const outcome = outcomeOf(random())
      if (outcome)
        events.push({
          ...offered,
          event: outcome,
          suggestion_used: textUsed(outcome, fill(suggestion, filledIn)),
          event_id: newId(),
        })
    }
    yield events
  }
}

/** Whole sessions until there are `count` events; the last session is cut where that many are reached. */
export function* firstEvents(sessions: Iterable<SampleEvent[]>, count: number): Generator<SampleEvent[]> {
  let left = count
  for (const session of sessions) {
    yield session.slice(0, left)
    left -= session.length
    if (left <= 0) return
  }
}

const fill = (text: string, { name, order }: { name: string; order: string }) =>
  text.replaceAll('{name}', name).replaceAll('{order}', order)

function outcomeOf(chance: number): OutcomeType | null {
  let reached = 0
  for (const [outcome, share] of OUTCOMES) {
    reached += share
    if (chance < reached) return outcome
  }
  return null
}

function textUsed(outcome: OutcomeType, suggestion: string): string | null {
  if (outcome === 'accepted') return suggestion
  if (outcome === 'edited') return `${suggestion} Thank you for your patience.`
  return null
}
