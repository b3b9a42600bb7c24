// Suggestions that were written before: agents write the same lines all day, and the same request gives the same answer.
// It must never answer by policies that are no longer in force, nor hold more than its bound.
import { LRUCache } from 'lru-cache'
import type { PolicySet } from '../policies/policy-set.ts'
import { type Rewrite, type RewriteRequest, rewrite } from './rewrite.ts'

/** UTF-16 units of requests and answers held: some 10,000 of usual length, 16 MB. */
const MAX_UNITS = 8_000_000

const unitsOf = ({ suggestion, alternates, rationale }: Rewrite) =>
  suggestion.length + alternates[0].length + alternates[1].length + rationale.length

export class KnownRewrites {
  readonly #known = new LRUCache<string, Rewrite>({
    maxSize: MAX_UNITS,
    sizeCalculation: (answer, request) => request.length + unitsOf(answer),
  })
  #set: PolicySet | null = null

  /** What `rewrite` answers; context is not part of the question, since it does not look at it. */
  of(set: PolicySet, request: RewriteRequest): Rewrite {
    if (set !== this.#set) this.#known.clear()
    this.#set = set
    const { agent_draft, policy_hits, brand_tone, required_disclosures } = request
    const asked = JSON.stringify([agent_draft, policy_hits, brand_tone, required_disclosures])
    const known = this.#known.get(asked)
    if (known !== undefined) return known
    const answer = rewrite(set, request)
    this.#known.set(asked, answer)
    return answer
  }
}
