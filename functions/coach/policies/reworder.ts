// What the policies of one file can do for a sentence that violates: words instead of its words, and what to say beside
// it. It must never touch what a policy excepts, and decides nothing of whether a text violates.
import type { CompiledFile, CompiledMend } from './compiled.ts'
import { Cover } from './cover.ts'
import { type Match, PhraseMatcher } from './phrase-matcher.ts'
import type { PolicySet, Rewording } from './policy-set.ts'
import { wordsOf } from './words.ts'

export function reworder({
  policies,
  mends,
}: CompiledFile): Pick<PolicySet, 'rewordings' | 'says' | 'caveat'> {
  const byPolicy = new Map(
    policies.map(({ info: { id } }, n) => [id, new Mend(id, mends[n] as CompiledMend)] as const),
  )
  return {
    rewordings: (sentence, wanted) =>
      [...wanted].flatMap((policy) => byPolicy.get(policy)?.rewordings(sentence) ?? []),
    says: (text, policy) => byPolicy.get(policy)?.besides(text).includes('said') ?? false,
    caveat: (sentence, policy) => byPolicy.get(policy)?.caveat(sentence) ?? null,
  }
}

class Mend {
  readonly #policy: string
  readonly #mend: CompiledMend
  readonly #rewordings: PhraseMatcher
  readonly #beside: PhraseMatcher

  constructor(policy: string, mend: CompiledMend) {
    this.#policy = policy
    this.#mend = mend
    this.#rewordings = new PhraseMatcher(mend.rewordings.graph)
    this.#beside = new PhraseMatcher(mend.beside.graph)
  }

  rewordings(sentence: string): Rewording[] {
    const { roles } = this.#mend.rewordings
    if (roles.length === 0) return []
    const words = wordsOf(sentence)
    const matches = this.#rewordings.match(words)
    const excepted = new Cover(words.count)
    for (const { phrase, from, to } of matches) if (roles[phrase] === 'except') excepted.add(from, to)
    return matches.sort(byPreference).flatMap(({ phrase, partFrom, partTo }) => {
      const role = roles[phrase]
      if (role === undefined || role === 'except' || excepted.touches(partFrom, partTo)) return []
      const part = { start: words.start[partFrom] as number, end: words.end[partTo] as number }
      return [{ policy: this.#policy, part, ...role }]
    })
  }

  besides(text: string): ('said' | number)[] {
    const { roles } = this.#mend.beside
    if (roles.length === 0) return []
    return this.#beside.match(wordsOf(text)).map(({ phrase }) => roles[phrase] as 'said' | number)
  }

  caveat(sentence: string) {
    const { caveats, always } = this.#mend
    if (caveats.length === 0) return null
    const found = this.besides(sentence)
    if (found.includes('said')) return null
    return caveats.find((_, n) => always.includes(n) || found.includes(n)) ?? null
  }
}

/** The earlier in the file; of one phrase, the longest. */
const byPreference = (a: Match, b: Match) =>
  a.phrase - b.phrase || a.partFrom - b.partFrom || b.partTo - a.partTo
