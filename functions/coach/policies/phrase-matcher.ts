// Finds the phrases of a graph in the words of a text: one pass, at most `MAX_COST` steps for each word. For each place
// it remembers where it was reached last, which is all that a gap of so many words can ask.
// It must never go back in the text.
import { type PhraseGraph, PLACE } from './phrase-graph.ts'
import { KIND, type Words } from './words.ts'

/** A phrase found, by the numbers of its words; both ends included. Without a [part] the part is all of it. */
export type Match = { phrase: number; from: number; to: number; partFrom: number; partTo: number }

/** Words of texts whose places are remembered; then it is begun anew. */
const MAX_KNOWN = 20_000
/** Longer ones are looked up each time. */
const MAX_KNOWN_LENGTH = 24
/** More words than any gap spans lie between two texts. */
const BETWEEN_TEXTS = 1_000
/** Places are numbered on through all texts, so that what they reached needs no clearing; then they are cleared. */
const MAX_OFFSET = 1_000_000_000

/** What a number answers to besides its own digits. */
const NAMES = {
  [KIND.number]: ['<number>'],
  [KIND.percent]: ['<number>', '<percent>'],
  [KIND.money]: ['<number>', '<money>'],
} as const

export class PhraseMatcher {
  readonly #graph: PhraseGraph
  #known = new Map<string, readonly number[]>()
  /** Per place: the last word that reached it, and what that began. */
  readonly #reached: Int32Array
  readonly #began: Int32Array
  readonly #partBegan: Int32Array
  readonly #partEnded: Int32Array
  #offset = BETWEEN_TEXTS

  constructor(graph: PhraseGraph) {
    this.#graph = graph
    const { length } = graph.phrase
    this.#reached = new Int32Array(length)
    this.#began = new Int32Array(length)
    this.#partBegan = new Int32Array(length)
    this.#partEnded = new Int32Array(length)
  }

  /** In the order of their ends; a phrase is found once for each word with which it can end. */
  match(words: Words): Match[] {
    const found: Match[] = []
    for (let at = 0; at < words.count; at += 1) {
      const kind = words.kind[at] as 0 | 1 | 2 | 3
      const word = words.word[at] as string
      const places = kind === KIND.word ? this.#placesOf(word) : this.#ofNumber(word, kind)
      for (let n = 0; n < places.length; n += 1) this.#visit(places[n] as number, at, words, found)
    }
    this.#offset += words.count + BETWEEN_TEXTS
    if (this.#offset > MAX_OFFSET) {
      this.#reached.fill(0)
      this.#offset = BETWEEN_TEXTS
    }
    return found
  }

  #visit(place: number, at: number, words: Words, found: Match[]) {
    const { flags, steps, from, most, inClause } = this.#graph
    const reached = this.#reached
    const now = at + this.#offset
    const flag = flags[place] as number
    const end = steps[place + 1] as number
    let began = (flag & PLACE.first) === 0 ? -1 : at
    let before = -1
    for (let n = steps[place] as number; n < end; n += 1) {
      const other = from[n] as number
      const ago = now - (reached[other] as number)
      if (ago > (most[n] as number)) continue
      const within = inClause[n] === 1 ? words.clause : words.sentence
      if (within[at - ago] !== within[at]) continue
      const start = this.#began[other] as number
      if (began !== -1 && start >= began) continue
      began = start
      before = other
    }
    if (began === -1) return
    let partBegan = before === -1 ? -1 : (this.#partBegan[before] as number)
    let partEnded = before === -1 ? -1 : (this.#partEnded[before] as number)
    if ((flag & PLACE.inPart) !== 0) {
      if (partBegan === -1) partBegan = at
      partEnded = at
    }
    reached[place] = now
    this.#began[place] = began
    this.#partBegan[place] = partBegan
    this.#partEnded[place] = partEnded
    if ((flag & PLACE.last) === 0) return
    const part =
      partBegan === -1 ? { partFrom: began, partTo: at } : { partFrom: partBegan, partTo: partEnded }
    found.push({ phrase: this.#graph.phrase[place] as number, from: began, to: at, ...part })
  }

  #ofNumber(digits: string, kind: 1 | 2 | 3): readonly number[] {
    const [named, own] = [this.#ofKind(kind), this.#placesOf(digits)]
    return own.length === 0 ? named : [...named, ...own].sort((a, b) => b - a)
  }

  #ofKind(kind: 1 | 2 | 3): readonly number[] {
    const name = NAMES[kind].join()
    let places = this.#known.get(name)
    if (places === undefined) {
      places = NAMES[kind].flatMap((one) => this.#graph.placesOf(one)).sort((a, b) => b - a)
      this.#known.set(name, places)
    }
    return places
  }

  #placesOf(word: string): readonly number[] {
    const known = this.#known.get(word)
    if (known !== undefined) return known
    const places = this.#graph.placesOf(word)
    if (word.length > MAX_KNOWN_LENGTH) return places
    if (this.#known.size >= MAX_KNOWN) this.#known = new Map()
    this.#known.set(word, places)
    return places
  }
}
