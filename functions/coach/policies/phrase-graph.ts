// All phrases of a file as one graph: a place for each word of each phrase, with the places that may come before it.
// Matching visits, for each word of a text, the places that take that word; it must be known here, before any text is
// seen, how many those can be at most (`costliest`).
import type { Gap, Phrase } from './phrase.ts'
import type { WordLists } from './word-lists.ts'

/** What is known of a place. */
export const PLACE = { first: 1, last: 2, inPart: 4 } as const

/** Places are numbered; a place comes after those that may stand before it. */
export type PhraseGraph = {
  /** The phrase of each place. */
  phrase: Int32Array
  /** Whether a match may begin there, may end there, and whether it is in the [part]: bits of `PLACE`. */
  flags: Uint8Array
  /** The steps into a place are those from steps[place] to steps[place + 1], half-open. */
  steps: Int32Array
  /** The place from which a step comes, over at most how many words it leads (1: the next one), and whether within a clause. */
  from: Int32Array
  most: Int32Array
  inClause: Uint8Array
  /** The places that take a word, the latest first. */
  placesOf: (word: string) => readonly number[]
}

/** Steps that one word of a text may cost at most; 20,000 characters then cost some milliseconds at worst. */
export const MAX_COST = 2_000

type Fragment = { first: readonly number[]; last: readonly number[]; nullable: boolean }
/** Where a sequence stands: behind a place (or at its beginning), and over which gap. */
type Open = { from: number; gap: Gap | null }
const BEGINNING = -1

export class PhraseGraphBuilder {
  readonly #lists: WordLists
  readonly #phrase: number[] = []
  readonly #flags: number[] = []
  /** Per step: the place into which it leads, and what the graph says of it. */
  readonly #into: number[] = []
  readonly #from: number[] = []
  readonly #most: number[] = []
  readonly #inClause: number[] = []
  /** By the word, the beginning (`guarant*`) or the list (`<gain>`) that a place takes. */
  readonly #taking = new Map<string, number[]>()
  readonly #prefixLengths = new Set<number>()
  #phrases = 0
  #inPart = false

  constructor(lists: WordLists) {
    this.#lists = lists
  }

  /** Phrases are numbered from 0 in the order in which they are added. @returns whether it has to match some word */
  add(phrase: Phrase): boolean {
    const { first, last, nullable } = this.#build(phrase)
    for (const place of first) this.#flags[place] = (this.#flags[place] as number) | PLACE.first
    for (const place of last) this.#flags[place] = (this.#flags[place] as number) | PLACE.last
    this.#phrases += 1
    return !nullable
  }

  graph(): PhraseGraph {
    const steps = this.#stepsOfPlaces()
    const next = steps.slice()
    const [from, most] = [new Int32Array(this.#into.length), new Int32Array(this.#into.length)]
    const inClause = new Uint8Array(this.#into.length)
    for (let n = 0; n < this.#into.length; n += 1) {
      const place = this.#into[n] as number
      const at = next[place] as number
      next[place] = at + 1
      from[at] = this.#from[n] as number
      most[at] = this.#most[n] as number
      inClause[at] = this.#inClause[n] as number
    }
    return {
      phrase: Int32Array.from(this.#phrase),
      flags: Uint8Array.from(this.#flags),
      ...{ steps, from, most, inClause },
      placesOf: (word) => this.#placesOf(word),
    }
  }

  /** The word that costs most, the steps that it costs, and the phrase that has most of them. */
  costliest(): { word: string; steps: number; phrase: number } {
    const steps = this.#stepsOfPlaces()
    const cost = (place: number) => 1 + (steps[place + 1] as number) - (steps[place] as number)
    const costs = new Map<string, number>()
    for (const [name, places] of this.#taking) {
      let sum = 0
      for (const place of places) sum += cost(place)
      costs.set(name, sum)
    }
    // What a word costs for its beginning comes to it below.
    const ofWords = new Map<string, number>()
    const count = (word: string, sum: number) => ofWords.set(word, (ofWords.get(word) ?? 0) + sum)
    for (const [name, sum] of costs)
      if (name.endsWith('*')) count(name.slice(0, -1), 0)
      else if (name.startsWith('<')) for (const word of this.#lists.wordsOf(name)) count(word, sum)
      else count(name, sum)
    let most = { word: '', steps: 0 }
    for (const [word, sum] of ofWords) {
      let steps = sum
      for (const name of this.#beginningsOf(word)) steps += costs.get(name) ?? 0
      if (steps > most.steps) most = { word, steps }
    }
    const ofPhrase = new Map<number, number>()
    for (const place of this.#placesOf(most.word)) {
      const phrase = this.#phrase[place] as number
      ofPhrase.set(phrase, (ofPhrase.get(phrase) ?? 0) + cost(place))
    }
    return { ...most, phrase: [...ofPhrase].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0] }
  }

  #stepsOfPlaces(): Int32Array {
    const steps = new Int32Array(this.#phrase.length + 1)
    for (const place of this.#into) steps[place + 1] = (steps[place + 1] as number) + 1
    for (let place = 0; place < this.#phrase.length; place += 1)
      steps[place + 1] = (steps[place + 1] as number) + (steps[place] as number)
    return steps
  }

  #placesOf(word: string): number[] {
    return this.#namesOf(word)
      .flatMap((name) => this.#taking.get(name) ?? [])
      .sort((a, b) => b - a)
  }

  /** By which places take the word. */
  #namesOf(word: string): string[] {
    return [word, ...this.#lists.namesOf(word), ...this.#beginningsOf(word)]
  }

  #beginningsOf(word: string): string[] {
    return [...this.#prefixLengths]
      .filter((length) => length <= word.length)
      .map((length) => `${word.slice(0, length)}*`)
  }

  #build(phrase: Phrase): Fragment {
    switch (phrase.is) {
      case 'word':
        return this.#place(phrase.word)
      case 'prefix':
        this.#prefixLengths.add(phrase.prefix.length)
        return this.#place(`${phrase.prefix}*`)
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
    const phrases = this.#lists.phrasesOf(name).map((entry) => this.#build(entry))
    return united(this.#lists.hasWords(name) ? [this.#place(`<${name}>`), ...phrases] : phrases)
  }

  #part(item: Phrase): Fragment {
    this.#inPart = true
    const fragment = this.#build(item)
    this.#inPart = false
    return fragment
  }

  #sequence(items: readonly Phrase[]): Fragment {
    let open: Open[] = [{ from: BEGINNING, gap: null }]
    const first: number[] = []
    for (const item of items) {
      if (item.is === 'gap') {
        open = open.map(({ from }) => ({ from, gap: item.gap }))
        continue
      }
      const fragment = this.#build(item)
      for (const { from, gap } of open)
        for (const place of fragment.first)
          if (from === BEGINNING) first.push(place)
          else this.#step(from, place, gap)
      const reached = fragment.last.map((from): Open => ({ from, gap: null }))
      open = fragment.nullable ? [...reached, ...open] : reached
    }
    const last = open.map(({ from }) => from).filter((from) => from !== BEGINNING)
    return { first, last, nullable: last.length < open.length }
  }

  #step(from: number, into: number, gap: Gap | null) {
    this.#into.push(into)
    this.#from.push(from)
    this.#most.push((gap?.words ?? 0) + 1)
    // Words side by side have no comma between them: it is a word itself.
    this.#inClause.push(gap?.within === 'clause' ? 1 : 0)
  }

  #place(name: string): Fragment {
    const place = this.#phrase.length
    this.#phrase.push(this.#phrases)
    this.#flags.push(this.#inPart ? PLACE.inPart : 0)
    const places = this.#taking.get(name)
    if (places) places.push(place)
    else this.#taking.set(name, [place])
    const only = [place]
    return { first: only, last: only, nullable: false }
  }
}

function united(fragments: readonly Fragment[]): Fragment {
  const [first, last]: [number[], number[]] = [[], []]
  for (const fragment of fragments) {
    for (const place of fragment.first) first.push(place)
    for (const place of fragment.last) last.push(place)
  }
  return { first, last, nullable: fragments.some(({ nullable }) => nullable) }
}
