// Settles, in commit order, what an event means beside the events before it: which offer an outcome answers,
// whether it is the first, which violations were prevented or shipped, what its session was before it.
// It keeps bounded memory of the newest sessions and offers; it must never read the ledger itself.
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type Event, isOutcome, type SessionBucket, type Settled } from '../event.ts'
import type { RecalledOffer, RecalledSession, Recollection } from './ledger/ledger.ts'

/** Sessions, drafts and suggestions remembered, each: at most 250 MB. Beyond, the least recently seen are forgotten. */
export const REMEMBERED = 200_000
/** Offers of one draft in one session that can be open at once. */
const OFFERS_PER_DRAFT = 1_000
/** Policies of one session that are told apart; each later one counts as new to the session again. */
const POLICIES_PER_SESSION = 1_000

type Offer = Omit<RecalledOffer, 'session_id' | 'draft' | 'suggestion_id'>
type Session = Omit<RecalledSession, 'session_id'>

/** What settling looks at, whether the event came by itself or in bulk. */
export type Arrival = Pick<
  Event,
  'event' | 'session_id' | 'policy_refs' | 'latency_ms' | 'ab_test_bucket' | 'suggestion_id' | 'agent_id'
> & {
  /** SHA-256 of agent_draft in hex; asked for only where it decides something. */
  draftDigest: () => string
  /** The text that the agent used: the draft itself, another one, or not told. */
  used: 'draft' | 'other' | 'unknown'
}

const distinct = (refs: readonly string[]) => (refs.length < 2 ? [...refs] : [...new Set(refs)])
// A key is half the digest (128 bits) behind the session, so that long drafts cost no memory.
const draftKey = (sessionId: string, digest: string) => `${sessionId}\0${digest.slice(0, 32)}`

/** An event that came by itself. */
export const arrivalOf = (event: Omit<Event, 'event_id'>): Arrival => ({
  event: event.event,
  session_id: event.session_id,
  policy_refs: event.policy_refs,
  latency_ms: event.latency_ms,
  ab_test_bucket: event.ab_test_bucket,
  suggestion_id: event.suggestion_id,
  agent_id: event.agent_id,
  draftDigest: () => hash('sha256', event.agent_draft),
  used:
    event.suggestion_used === null
      ? 'unknown'
      : event.suggestion_used === event.agent_draft
        ? 'draft'
        : 'other',
})

export class Settler {
  readonly #sessions = new LRUCache<string, Session>({ max: REMEMBERED })
  readonly #bySuggestion = new LRUCache<string, Offer>({ max: REMEMBERED })
  readonly #byDraft = new LRUCache<string, Offer[]>({
    max: REMEMBERED,
    maxSize: REMEMBERED, // offers, however few drafts they are of
    sizeCalculation: (offers) => offers.length,
  })

  constructor({ sessions, offers }: Recollection) {
    for (const { session_id, ...session } of sessions) this.#sessions.set(session_id, session)
    for (const { session_id, draft, suggestion_id, ...offer } of offers)
      this.#remember(offer, draftKey(session_id, draft), suggestion_id)
  }

  /** @param seq the number the event will have  @param ts the server's time, epoch ms */
  settle(arrival: Arrival, seq: number, ts: number): Settled {
    const settled = this.#answer(arrival, seq, ts)
    this.#addToSession(arrival, ts, settled)
    return settled
  }

  /** Everything but the session, which is filled in afterwards. */
  #answer(arrival: Arrival, seq: number, ts: number): Settled {
    const settled = unrelated(ts)
    if (arrival.event === 'withheld') settled.shipped = distinct(arrival.policy_refs)
    if (arrival.event === 'offered') {
      const offer = {
        seq,
        ts,
        bucket: arrival.ab_test_bucket,
        agent_id: arrival.agent_id ?? null,
        policy_refs: distinct(arrival.policy_refs),
        resolved: false,
      }
      this.#remember(
        offer,
        draftKey(arrival.session_id, arrival.draftDigest()),
        arrival.suggestion_id ?? null,
      )
    }
    if (!isOutcome(arrival.event)) return settled
    const offer = this.#offerOf(arrival)
    settled.resolution = offer ? (offer.resolved ? 'repeat' : 'first') : 'orphan'
    if (!offer) return settled
    settled.offer_seq = offer.seq
    settled.offer_ts = offer.ts
    settled.offer_bucket = offer.bucket
    settled.offer_agent_id = offer.agent_id
    settled.offer_policies = offer.policy_refs
    if (!offer.resolved) fate(arrival, offer.policy_refs, settled)
    offer.resolved = true
    return settled
  }

  #addToSession(arrival: Arrival, ts: number, settled: Settled) {
    let session = this.#sessions.get(arrival.session_id)
    settled.session_first = session === undefined
    if (session === undefined) {
      session = {
        started_at: ts,
        bucket: null,
        drafts: 0,
        shipped: 0,
        detected: 0,
        latency_ms: 0,
        policies: [],
      }
      this.#sessions.set(arrival.session_id, session)
    }
    settled.session_started_at = session.started_at
    settled.session_bucket = session.bucket
    settled.session_drafts = session.drafts
    settled.session_shipped = session.shipped
    settled.session_detected = session.detected
    settled.session_latency_ms = session.latency_ms
    const { policies } = session
    settled.session_new_policies = distinct(
      arrival.policy_refs.filter((policy) => !policies.includes(policy)),
    )
    if (policies.length < POLICIES_PER_SESSION) policies.push(...settled.session_new_policies)
    session.bucket = joined(session.bucket, arrival.ab_test_bucket)
    session.shipped += settled.shipped.length
    if (arrival.event !== 'offered' && arrival.event !== 'withheld') return
    session.drafts += 1
    session.latency_ms += arrival.latency_ms
    if (arrival.policy_refs.length > 0) session.detected += 1
  }

  #remember(offer: Offer, key: string, suggestionId: string | null) {
    if (suggestionId !== null) this.#bySuggestion.set(suggestionId, offer)
    // A new array each time: the cache only measures what it has not seen.
    this.#byDraft.set(key, [...(this.#byDraft.get(key) ?? []), offer].slice(-OFFERS_PER_DRAFT))
  }

  /** By suggestion_id when given; else the newest open offer of the same session and draft, or its newest at all. */
  #offerOf(arrival: Arrival): Offer | undefined {
    if (arrival.suggestion_id !== undefined) return this.#bySuggestion.get(arrival.suggestion_id)
    const offers = this.#byDraft.get(draftKey(arrival.session_id, arrival.draftDigest()))
    return offers?.findLast((offer) => !offer.resolved) ?? offers?.at(-1)
  }
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
  prevented: [],
  shipped: [],
  session_started_at: ts,
  session_first: true,
  session_new_policies: [],
  session_bucket: null,
  session_drafts: 0,
  session_shipped: 0,
  session_detected: 0,
  session_latency_ms: 0,
})

/**
 * What became of the violations detected in the draft. The final text is suggestion_used when accepted or edited,
 * else the draft. A text that is the draft again still violates; another one is taken to be free of them;
 * of an accepted suggestion whose text was not sent nothing is known.
 */
function fate({ event, used }: Arrival, refs: string[], settled: Settled): void {
  const sentAsUsed = event === 'accepted' || event === 'edited'
  if (!sentAsUsed || used === 'draft') settled.shipped = refs
  else if (used === 'other') settled.prevented = refs
}
