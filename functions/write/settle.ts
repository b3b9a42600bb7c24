// Settles, in commit order, what an event means beside the events before it: which offer an outcome answers,
// whether it is the first, when its session began, which violations were prevented or shipped.
// It keeps bounded memory of the newest sessions and offers; it must never read the ledger itself.
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type Event, isOutcome, type Settled } from '../event.ts'
import type { RecalledOffer, Recollection } from './ledger/ledger.ts'

/** Sessions, drafts and suggestions remembered, each: at most 200 MB. Beyond, the least recently seen are forgotten. */
export const REMEMBERED = 200_000
/** Offers of one draft in one session that can be open at once. */
const OFFERS_PER_DRAFT = 1_000

type Offer = Omit<RecalledOffer, 'session_id' | 'draft' | 'suggestion_id'>
type NewEvent = Omit<Event, 'event_id'>

const distinct = (refs: readonly string[]) => [...new Set(refs)]
const draftDigest = (draft: string) => createHash('sha256').update(draft).digest('hex')
// A key is half the digest (128 bits) behind the session, so that long drafts cost no memory.
const draftKey = (sessionId: string, digest: string) => `${sessionId}\0${digest.slice(0, 32)}`

export class Settler {
  readonly #sessions = new LRUCache<string, number>({ max: REMEMBERED })
  readonly #bySuggestion = new LRUCache<string, Offer>({ max: REMEMBERED })
  readonly #byDraft = new LRUCache<string, Offer[]>({
    max: REMEMBERED,
    maxSize: REMEMBERED, // offers, however few drafts they are of
    sizeCalculation: (offers) => offers.length,
  })

  constructor({ sessions, offers }: Recollection) {
    for (const session of sessions) this.#sessions.set(session.session_id, session.started_at)
    for (const { session_id, draft, suggestion_id, ...offer } of offers)
      this.#remember(offer, draftKey(session_id, draft), suggestion_id)
  }

  /** @param seq the number the event will have  @param ts the server's time, epoch ms */
  settle(event: NewEvent, seq: number, ts: number): Settled {
    const startedAt = this.#sessions.get(event.session_id)
    if (startedAt === undefined) this.#sessions.set(event.session_id, ts)
    const session = { session_started_at: startedAt ?? ts, session_first: startedAt === undefined }
    const none = { resolution: null, offer_seq: null, offer_ts: null, prevented: [], shipped: [], ...session }

    if (event.event === 'withheld') return { ...none, shipped: distinct(event.policy_refs) }
    if (event.event === 'offered') {
      const offer = { seq, ts, policy_refs: distinct(event.policy_refs), resolved: false }
      this.#remember(
        offer,
        draftKey(event.session_id, draftDigest(event.agent_draft)),
        event.suggestion_id ?? null,
      )
      return none
    }
    const offer = this.#offerOf(event)
    if (!offer) return { ...none, resolution: 'orphan' }
    const answered = { ...none, offer_seq: offer.seq, offer_ts: offer.ts }
    if (offer.resolved) return { ...answered, resolution: 'repeat' }
    offer.resolved = true
    return { ...answered, resolution: 'first', ...finalText(event, offer.policy_refs) }
  }

  #remember(offer: Offer, key: string, suggestionId: string | null) {
    if (suggestionId !== null) this.#bySuggestion.set(suggestionId, offer)
    // A new array each time: the cache only measures what it has not seen.
    this.#byDraft.set(key, [...(this.#byDraft.get(key) ?? []), offer].slice(-OFFERS_PER_DRAFT))
  }

  /** By suggestion_id when given; else the newest open offer of the same session and draft, or its newest at all. */
  #offerOf(event: NewEvent): Offer | undefined {
    if (!isOutcome(event.event)) return undefined
    if (event.suggestion_id !== undefined) return this.#bySuggestion.get(event.suggestion_id)
    const offers = this.#byDraft.get(draftKey(event.session_id, draftDigest(event.agent_draft)))
    return offers?.findLast((offer) => !offer.resolved) ?? offers?.at(-1)
  }
}

/**
 * What became of the violations detected in the draft. The final text is suggestion_used when accepted or edited,
 * else the draft. A text that is the draft again still violates; another one is taken to be free of them;
 * of an accepted suggestion whose text was not sent nothing is known.
 */
function finalText(event: NewEvent, refs: string[]): { prevented: string[]; shipped: string[] } {
  const used = event.event === 'accepted' || event.event === 'edited'
  if (!used || event.suggestion_used === event.agent_draft) return { prevented: [], shipped: refs }
  return { prevented: event.suggestion_used === null ? [] : refs, shipped: [] }
}
