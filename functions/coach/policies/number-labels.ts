// The words of a text that say what a number is, for one rule: “SSN” before it makes it one, “order” makes it another.
// It must never count what `redact` wrote, or a text would change its meaning by being redacted.
import type { CompiledFile } from './compiled.ts'
import type { Match } from './phrase-matcher.ts'
import type { Words } from './words.ts'

/** Words between a label and its number, as in “tracking number is”. */
const MAX_BETWEEN = 3

export type Context = { text: string; words: Words; matches: readonly Match[] }
type LabelKind = 'near' | 'not-after'

export class Labels {
  readonly #words: Words
  /** Sentences that hold a word of `near`. */
  readonly #near = new Set<number>()
  /** By the number of the word with which a label ends. */
  readonly #ends = new Map<number, LabelKind>()

  constructor({ roles }: CompiledFile, policy: number, rule: number, { text, words, matches }: Context) {
    this.#words = words
    for (const { phrase, to } of matches) {
      const role = roles[phrase]
      if (role?.is !== 'near' && role?.is !== 'not-after') continue
      if (role.policy !== policy || role.rule !== rule || text[(words.start[to] as number) - 1] === '[')
        continue
      this.#ends.set(to, role.is)
      if (role.is === 'near') this.#near.add(words.sentence[to] as number)
    }
  }

  /** The label nearest before a number decides; without one, and where `near` is asked for, any of its sentence does. */
  allow(start: number, needsNear: boolean): boolean {
    const at = this.#wordAt(start)
    for (let before = at - 1; before >= 0 && before >= at - 1 - MAX_BETWEEN; before -= 1) {
      const label = this.#ends.get(before)
      if (label !== undefined) return label === 'near'
    }
    return !needsNear || this.#near.has(this.#words.sentence[at] as number)
  }

  /** The first word that ends after a place in the text. */
  #wordAt(start: number): number {
    let [low, high] = [0, this.#words.count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#words.end[middle] as number) > start) high = middle
      else low = middle + 1
    }
    return low
  }
}
