// Settles, in commit order, what an event means beside the events before it: which offer an outcome answers,
// whether it is the first, which violations were prevented or shipped, what its session was before it.
// It keeps bounded memory of the newest sessions and offers; it must never read the ledger itself.
import { hash } from 'node:crypto'
import { type Event, isOutcome, type SessionBucket, type Settled } from '../event.ts'
import type { Admitted } from './admission.ts'
import { type Drafted, DraftedOffers, type WithOffers } from './drafted-offers.ts'
import type { RecalledOffer, RecalledSession, Recollection } from './ledger/recall.ts'
import { Newest } from './newest.ts'

/** Sessions, offers and suggestions that are remembered for certain, each; with what more may be, at most 300 MB. */
export const REMEMBERED = 200_000
/** Policies of one session that are told apart; each later one counts as new to the session again. */
const POLICIES_PER_SESSION = 1_000

interface Offer extends Omit<RecalledOffer, 'session_id' | 'suggestion_id'>, Drafted<Offer> {}
type Session = Omit<RecalledSession, 'session_id'> & WithOffers<Offer>

/** What settling looks at, whether the event came by itself or in bulk. */
export type Arrival = Pick<
  Event,
  'event' | 'session_id' | 'policy_refs' | 'latency_ms' | 'ab_test_bucket' | 'suggestion_id' | 'agent_id'
> & {
  /** SHA-256 of agent_draft in hex, at least the first 32 digits; asked for only where it decides something. */
  draftDigest: () => string
  used: Admitted['used']
  /** Asked for only where it decides something. */
  violated: Admitted['violated']
}

/** Of nearly every event most lists are empty: they are one. */
const NONE: readonly string[] = []
const distinct = (refs: readonly string[]) => (refs.length < 2 ? refs : [...new Set(refs)])

/** Of the SHA-256 of a draft, in hex, half (128 bits) tells it from the others of its session. */
const DIGEST_LENGTH = 32
const digestOf = (hex: string) => (hex.length === DIGEST_LENGTH ? hex : hex.slice(0, DIGEST_LENGTH))

type Single = Arrival & Pick<Event, 'agent_draft'>

/** Of all of them: to make a function for each event would cost half as much as to settle it. */
function draftDigest(this: Single): string {
  return hash('sha256', this.agent_draft)
}

/** An event that came by itself. Outcomes find their offers by the draft as it is kept: the offer's is known no other way. */
export const arrivalOf = ({ event, used, violated }: Omit<Admitted, 'event_id'>): Single => ({
  event: event.event,
  session_id: event.session_id,
  policy_refs: event.policy_refs,
  latency_ms: event.latency_ms,
  ab_test_bucket: event.ab_test_bucket,
  suggestion_id: event.suggestion_id,
  agent_id: event.agent_id,
  agent_draft: event.agent_draft,
  draftDigest,
  used,
  violated,
})

export class Settler {
  readonly #sessions = new Newest<Session>(REMEMBERED)
  readonly #bySuggestion = new Newest<Offer>(REMEMBERED)
  readonly #drafted = new DraftedOffers<Offer>(REMEMBERED)

  constructor({ sessions, offers }: Recollection) {
    for (const { session_id, ...session } of sessions)
      this.#sessions.set(session_id, { ...session, newestOffer: null })
    for (const { session_id, suggestion_id, draft, ...recalled } of offers) {
      const offer = { ...recalled, draft: digestOf(draft), earlier: null, later: null }
      const session = this.#sessions.get(session_id)
      if (session) this.#drafted.add(session, offer)
      if (suggestion_id !== null) this.#bySuggestion.set(suggestion_id, offer)
    }
  }

  /** @param seq the number the event will have  @param ts the server's time, epoch ms */
  settle(arrival: Arrival, seq: number, ts: number): Settled {
    const settled = unrelated(ts)
    const session = this.#session(arrival.session_id, ts, settled)
    this.#answer(arrival, session, seq, ts, settled)
    addToSession(arrival, session, settled)
    return settled
  }

  #session(id: string, ts: number, settled: Settled): Session {
    const known = this.#sessions.get(id)
    settled.session_first = known === undefined
    if (known) return known
    const session: Session = {
      started_at: ts,
      bucket: null,
      drafts: 0,
      texts_known: 0,
      shipped: 0,
      detected: 0,
      latency_ms: 0,
      policies: NONE,
      newestOffer: null,
    }
    this.#sessions.set(id, session)
    return session
  }

  /** Everything but what the session was. */
  #answer(arrival: Arrival, session: Session, seq: number, ts: number, settled: Settled): void {
    if (arrival.event === 'withheld') {
      settled.shipped = distinct(arrival.policy_refs)
      settled.text_known = true
    }
    if (arrival.event === 'offered') {
      const offer: Offer = {
        seq,
        ts,
        draft: digestOf(arrival.draftDigest()),
        bucket: arrival.ab_test_bucket,
        agent_id: arrival.agent_id ?? null,
        policy_refs: distinct(arrival.policy_refs),
        resolved: false,
        earlier: null,
        later: null,
      }
      this.#drafted.add(session, offer)
      if (arrival.suggestion_id !== undefined) this.#bySuggestion.set(arrival.suggestion_id, offer)
    }
    if (!isOutcome(arrival.event)) return
    const offer = this.#offerOf(arrival, session)
    settled.resolution = offer ? (offer.resolved ? 'repeat' : 'first') : 'orphan'
    if (!offer) return
    settled.offer_seq = offer.seq
    settled.offer_ts = offer.ts
    settled.offer_bucket = offer.bucket
    settled.offer_agent_id = offer.agent_id
    settled.offer_policies = offer.policy_refs
    if (!offer.resolved) fate(arrival, offer.policy_refs, settled)
    offer.resolved = true
  }

  /** By suggestion_id when given; else the newest open offer of the same session and draft, or its newest at all. */
  #offerOf(arrival: Arrival, session: Session): Offer | undefined {
    if (arrival.suggestion_id !== undefined) return this.#bySuggestion.get(arrival.suggestion_id)
    return this.#drafted.find(session, digestOf(arrival.draftDigest()))
  }
}

/** Says what the session was before the event, and adds the event to it. */
function addToSession(arrival: Arrival, session: Session, settled: Settled): void {
  settled.session_started_at = session.started_at
  settled.session_bucket = session.bucket
  settled.session_drafts = session.drafts
  settled.session_texts_known = session.texts_known
  settled.session_shipped = session.shipped
  settled.session_detected = session.detected
  settled.session_latency_ms = session.latency_ms
  const added = without(arrival.policy_refs, session.policies)
  settled.session_new_policies = added
  if (added.length > 0 && session.policies.length < POLICIES_PER_SESSION)
    session.policies = session.policies.length === 0 ? added : [...session.policies, ...added]
  session.bucket = joined(session.bucket, arrival.ab_test_bucket)
  session.shipped += settled.shipped.length
  if (settled.text_known) session.texts_known += 1
  if (arrival.event !== 'offered' && arrival.event !== 'withheld') return
  session.drafts += 1
  session.latency_ms += arrival.latency_ms
  if (arrival.policy_refs.length > 0) session.detected += 1
}

/** What of these policies, each once, is not among those known. */
function without(refs: readonly string[], known: readonly string[]): readonly string[] {
  if (refs.every((policy) => known.includes(policy))) return NONE
  return distinct(known.length === 0 ? refs : refs.filter((policy) => !known.includes(policy)))
}

/** Those of the policies, each once, that are among the others too. */
function common(refs: readonly string[], others: readonly string[]): readonly string[] {
  if (refs === others) return refs
  if (!refs.some((policy) => others.includes(policy))) return NONE
  return refs.filter((policy) => others.includes(policy))
}

const joined = (bucket: SessionBucket | null, next: 'on' | 'off'): SessionBucket =>
  bucket === null || bucket === next ? next : 'both'

const unrelated = (ts: number): Settled => ({
  resolution: null,
  offer_seq: null,
  offer_ts: null,
  offer_bucket: null,
  offer_agent_id: null,
  offer_policies: null,
  prevented: NONE,
  shipped: NONE,
  text_known: false,
  session_started_at: ts,
  session_first: true,
  session_new_policies: NONE,
  session_bucket: null,
  session_drafts: 0,
  session_texts_known: 0,
  session_shipped: 0,
  session_detected: 0,
  session_latency_ms: 0,
})

/**
 * What became of the violations detected in the draft. The final text is suggestion_used when accepted or edited,
 * else the draft. A text that is the draft again still violates, as the client said of the draft; another one is looked
 * at, and is free of what the policies do not find in it, also because they do not know that policy.
 * Of an accepted suggestion whose text was not sent nothing is known.
 */
function fate(arrival: Arrival, refs: readonly string[], settled: Settled): void {
  const { event, used } = arrival
  const sentAsUsed = event === 'accepted' || event === 'edited'
  settled.text_known = !sentAsUsed || used !== 'unknown'
  if (!settled.text_known || refs.length === 0) return
  const still = sentAsUsed && used === 'other' ? arrival.violated(refs) : refs
  settled.shipped = common(refs, still)
  settled.prevented = without(refs, still)
}
