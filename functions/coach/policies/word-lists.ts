// The lists of words of a policy file, those that lists name among them taken in.
// It must never hold a list that a pattern may not name.
import type { Phrase } from './phrase.ts'

/** Lists that are no words: see words.ts. */
export const BUILT_IN: readonly string[] = ['number', 'percent', 'money', 'start', 'end', 'comma']

type List = { words: readonly string[]; phrases: readonly Phrase[] }

export class WordLists {
  readonly #lists = new Map<string, List>()
  readonly #namesOf = new Map<string, string[]>()

  /** @param entries may name lists that were added before */
  add(name: string, entries: readonly Phrase[]) {
    const words = new Set<string>()
    const phrases: Phrase[] = []
    for (const entry of entries)
      if (entry.is === 'word') words.add(entry.word)
      else if (entry.is === 'list' && this.#lists.has(entry.name)) {
        for (const word of this.#lists.get(entry.name)?.words ?? []) words.add(word)
        phrases.push(...this.phrasesOf(entry.name))
      } else phrases.push(entry)
    this.#lists.set(name, { words: [...words], phrases })
    for (const word of words) {
      const names = this.#namesOf.get(word)
      if (names) names.push(name)
      else this.#namesOf.set(word, [name])
    }
  }

  has(name: string): boolean {
    return this.#lists.has(name) || BUILT_IN.includes(name)
  }

  /** Whether it has entries of a single word; a list that is built in is one. */
  hasWords(name: string): boolean {
    return BUILT_IN.includes(name) || (this.#lists.get(name)?.words.length ?? 0) > 0
  }

  /** Its entries that are more than a word. */
  phrasesOf(name: string): readonly Phrase[] {
    return this.#lists.get(name)?.phrases ?? []
  }

  /** The lists that have the word, as patterns name them. */
  namesOf(word: string): string[] {
    return (this.#namesOf.get(word) ?? []).map((name) => `<${name}>`)
  }

  /** @param name as patterns name it: `<gain>`; a list that is built in has its name as its word */
  wordsOf(name: string): readonly string[] {
    return this.#lists.get(name.slice(1, -1))?.words ?? [name]
  }
}
