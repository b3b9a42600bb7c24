// All phrases of a file as one graph: a place for each word of each phrase, with the places that may come before it.
// Matching visits, for each word of a text, the places that take that word; it must be known here, before any text is
// seen, how many those can be at most (`cost`).
import type { Gap, Phrase } from './phrase.ts'

/** From a place to the one that may follow it, over at most `words` other words. */
type Step = { from: number; words: number; within: Gap['within'] }

export type Place = {
  phrase: number
  /** A match may begin here, and end here. */
  first: boolean
  last: boolean
  inPart: boolean
  before: Step[]
}

export type PhraseGraph = {
  places: readonly Place[]
  /** The places that take a word, by the word; by a beginning of words; and by what tokens are (`<percent>`). */
  byWord: ReadonlyMap<string, readonly number[]>
  byPrefix: ReadonlyMap<string, readonly number[]>
}

/** Steps that one word of a text may cost at most; 20,000 characters then cost some milliseconds at worst. */
export const MAX_COST = 4_000

/** Lists that are no words: see words.ts. */
export const BUILT_IN: readonly string[] = ['number', 'percent', 'money', 'start', 'end']

type Open = { from: number | null; gap: Gap | null }
type Fragment = { first: number[]; last: number[]; nullable: boolean }

export class PhraseGraphBuilder {
  readonly #lists: ReadonlyMap<string, readonly Phrase[]>
  readonly #places: Place[] = []
  readonly #byWord = new Map<string, number[]>()
  readonly #byPrefix = new Map<string, number[]>()
  #phrase = 0
  #inPart = false

  /** @param lists each entry refers to lists before it alone */
  constructor(lists: ReadonlyMap<string, readonly Phrase[]>) {
    this.#lists = lists
  }

  /** Phrases are numbered from 0 in the order in which they are added. @returns whether it has to match some word */
  add(phrase: Phrase): boolean {
    const { first, last, nullable } = this.#build(phrase)
    for (const place of first) this.#at(place).first = true
    for (const place of last) this.#at(place).last = true
    this.#phrase += 1
    return !nullable
  }

  /** The words that cost most, with the steps that each costs. */
  costliest(): { word: string; steps: number } {
    const steps = (places: readonly number[]) =>
      places.reduce((sum, place) => sum + 1 + this.#at(place).before.length, 0)
    const begun = (word: string) =>
      [...this.#byPrefix].reduce((sum, [prefix, all]) => sum + (word.startsWith(prefix) ? steps(all) : 0), 0)
    const found = { word: '', steps: 0 }
    for (const [word, places] of [...this.#byWord, ...this.#byPrefix]) {
      const all = steps(places) + begun(word)
      if (all > found.steps) Object.assign(found, { word, steps: all })
    }
    return found
  }

  graph(): PhraseGraph {
    return { places: this.#places, byWord: this.#byWord, byPrefix: this.#byPrefix }
  }

  #at(place: number): Place {
    return this.#places[place] as Place
  }

  #build(phrase: Phrase): Fragment {
    switch (phrase.is) {
      case 'word':
        return this.#place(this.#byWord, [phrase.word])
      case 'prefix':
        return this.#place(this.#byPrefix, [phrase.prefix])
      case 'list':
        return this.#list(phrase.name)
      case 'choice':
        return united(phrase.options.map((option) => this.#build(option)))
      case 'optional':
        return { ...this.#build(phrase.item), nullable: true }
      case 'part':
        return this.#part(phrase.item)
      case 'sequence':
        return this.#sequence(phrase.items)
      case 'gap':
        throw new Error('a gap stands between two items')
    }
  }

  /** The single words of a list share a place. */
  #list(name: string): Fragment {
    if (BUILT_IN.includes(name)) return this.#place(this.#byWord, [`<${name}>`])
    const entries = this.#lists.get(name) ?? []
    const flat = entries.flatMap((entry) => (entry.is === 'choice' ? entry.options : [entry]))
    const words = flat.flatMap((entry) => (entry.is === 'word' ? [entry.word] : []))
    const prefixes = flat.flatMap((entry) => (entry.is === 'prefix' ? [entry.prefix] : []))
    const others = flat.filter(({ is }) => is !== 'word' && is !== 'prefix')
    return united([
      ...(words.length === 0 ? [] : [this.#place(this.#byWord, words)]),
      ...(prefixes.length === 0 ? [] : [this.#place(this.#byPrefix, prefixes)]),
      ...others.map((entry) => this.#build(entry)),
    ])
  }

  #part(item: Phrase): Fragment {
    this.#inPart = true
    const fragment = this.#build(item)
    this.#inPart = false
    return fragment
  }

  #sequence(items: readonly Phrase[]): Fragment {
    let open: Open[] = [{ from: null, gap: null }]
    const first: number[] = []
    for (const item of items) {
      if (item.is === 'gap') {
        open = open.map(({ from }) => ({ from, gap: item.gap }))
        continue
      }
      const fragment = this.#build(item)
      for (const { from, gap } of open)
        for (const place of fragment.first)
          if (from === null) first.push(place)
          else this.#at(place).before.push({ from, words: gap?.words ?? 0, within: gap?.within ?? 'clause' })
      const passed = fragment.nullable ? open : []
      open = [...fragment.last.map((from) => ({ from, gap: null })), ...passed]
    }
    const last = open.flatMap(({ from }) => (from === null ? [] : [from]))
    return { first, last, nullable: open.some(({ from }) => from === null) }
  }

  #place(index: Map<string, number[]>, keys: readonly string[]): Fragment {
    const place = this.#places.length
    this.#places.push({ phrase: this.#phrase, first: false, last: false, inPart: this.#inPart, before: [] })
    for (const key of new Set(keys)) {
      const places = index.get(key)
      if (places) places.push(place)
      else index.set(key, [place])
    }
    return { first: [place], last: [place], nullable: false }
  }
}

const united = (fragments: readonly Fragment[]): Fragment => ({
  first: fragments.flatMap(({ first }) => first),
  last: fragments.flatMap(({ last }) => last),
  nullable: fragments.some(({ nullable }) => nullable),
})
