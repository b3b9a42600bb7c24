// Finds the offer that an outcome answers when it names no suggestion: by session and draft. The offers of a session are
// a chain from the newest to the oldest, which begins in the session's own record: no key of the two has to be made.
// It must never keep more offers than its bound, however few sessions they are of.

/** Offers of one session, the newest, that are looked through for one draft. */
const OFFERS_PER_SESSION = 1_000

export type Drafted<O> = {
  /** A digest that tells the draft from others of its session. */
  draft: string
  resolved: boolean
  /** The offers of the session before and after it. */
  earlier: O | null
  later: O | null
}

/** What a session's record holds of its offers. */
export type WithOffers<O> = { newestOffer: O | null }

export class DraftedOffers<O extends Drafted<O>> {
  /** A ring, once it is full: the oldest is where the next one goes. */
  readonly #offers: O[] = []
  readonly #limit: number
  #next = 0

  /** @param limit offers, the newest, that are kept */
  constructor(limit: number) {
    this.#limit = limit
  }

  add(session: WithOffers<O>, offer: O): void {
    offer.earlier = session.newestOffer
    if (offer.earlier) offer.earlier.later = offer
    session.newestOffer = offer
    const oldest = this.#offers[this.#next]
    if (oldest) unlink(oldest)
    this.#offers[this.#next] = offer
    this.#next = (this.#next + 1) % this.#limit
  }

  /** The newest open offer of the draft in the session, or its newest at all. */
  find(session: WithOffers<O>, draft: string): O | undefined {
    let newest: O | undefined
    let left = OFFERS_PER_SESSION
    for (let offer = session.newestOffer; offer !== null && left > 0; offer = offer.earlier) {
      left -= 1
      if (offer.draft !== draft) continue
      if (!offer.resolved) return offer
      newest ??= offer
    }
    return newest
  }
}

/** Whoever still holds the offer then holds no other with it. */
function unlink<O extends Drafted<O>>(offer: O): void {
  if (offer.later) offer.later.earlier = null
  offer.earlier = null
  offer.later = null
}
