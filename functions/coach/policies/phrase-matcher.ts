// Finds the phrases of a graph in the words of a text: one pass, at most `MAX_COST` steps for each word. For each place
// it remembers where it was reached last, which is all that a gap of so many words can ask.
// It must never go back in the text.
import type { PhraseGraph } from './phrase-graph.ts'
import { KIND, type Words } from './words.ts'

/** A phrase found, by the numbers of its words; both ends included. Without a [part] the part is all of it. */
export type Match = { phrase: number; from: number; to: number; partFrom: number; partTo: number }

/** Words of texts whose places are remembered; then it is begun anew. */
const MAX_KNOWN = 20_000
/** Longer ones are looked up each time. */
const MAX_KNOWN_LENGTH = 24

/** What a number answers to besides its own digits. */
const NAMES = {
  [KIND.number]: ['<number>'],
  [KIND.percent]: ['<number>', '<percent>'],
  [KIND.money]: ['<number>', '<money>'],
} as const
const NONE: readonly number[] = []

/** A place comes after those that may stand before it: visited first, it still sees where the words before led. */
const latestFirst = (a: number, b: number) => b - a

export class PhraseMatcher {
  readonly #graph: PhraseGraph
  readonly #prefixLengths: readonly number[]
  #known = new Map<string, readonly number[]>()
  /** Per place: the last word that reached it (+1 per text before, so that none needs clearing), and what that began. */
  readonly #reached: Int32Array
  readonly #began: Int32Array
  readonly #partBegan: Int32Array
  readonly #partEnded: Int32Array
  #offset = 0

  constructor(graph: PhraseGraph) {
    this.#graph = graph
    this.#prefixLengths = [...new Set([...graph.byPrefix.keys()].map(({ length }) => length))]
    const { length } = graph.places
    this.#reached = new Int32Array(length).fill(-1)
    this.#began = new Int32Array(length)
    this.#partBegan = new Int32Array(length)
    this.#partEnded = new Int32Array(length)
  }

  /** In the order of their ends; a phrase is found once for each word with which it can end. */
  match(words: Words): Match[] {
    const found: Match[] = []
    if (this.#offset > 1_000_000_000) this.#reset()
    // Between texts lies more than any gap spans.
    this.#offset += 1_000
    for (let at = 0; at < words.count; at += 1) {
      const kind = words.kind[at] as 0 | 1 | 2 | 3
      const places =
        kind === KIND.word
          ? this.#placesOf(words.word[at] as string)
          : this.#ofNumber(words.word[at] as string, kind)
      for (const place of places) this.#visit(place, at, words, found)
    }
    this.#offset += words.count
    return found
  }

  #visit(place: number, at: number, words: Words, found: Match[]) {
    const { first, last, inPart, before, phrase } = this.#graph.places[place] as PhraseGraph['places'][number]
    let began = first ? at : -1
    let [partBegan, partEnded] = [-1, -1]
    for (const { from, words: gap, within } of before) {
      const word = (this.#reached[from] as number) - this.#offset
      if (word < 0 || at - word > gap + 1 || word >= at || words[within][word] !== words[within][at]) continue
      const start = this.#began[from] as number
      if (began !== -1 && start >= began) continue
      began = start
      partBegan = this.#partBegan[from] as number
      partEnded = this.#partEnded[from] as number
    }
    if (began === -1) return
    if (inPart) {
      if (partBegan === -1) partBegan = at
      partEnded = at
    }
    this.#reached[place] = at + this.#offset
    this.#began[place] = began
    this.#partBegan[place] = partBegan
    this.#partEnded[place] = partEnded
    if (!last) return
    const part =
      partBegan === -1 ? { partFrom: began, partTo: at } : { partFrom: partBegan, partTo: partEnded }
    found.push({ phrase, from: began, to: at, ...part })
  }

  #ofNumber(digits: string, kind: 1 | 2 | 3): readonly number[] {
    const places = [digits, ...NAMES[kind]].flatMap((name) => this.#graph.byWord.get(name) ?? NONE)
    return places.sort(latestFirst)
  }

  #placesOf(word: string): readonly number[] {
    const known = this.#known.get(word)
    if (known !== undefined) return known
    const exact = this.#graph.byWord.get(word) ?? NONE
    const begun = this.#prefixLengths.flatMap((length) =>
      word.length < length ? [] : (this.#graph.byPrefix.get(word.slice(0, length)) ?? []),
    )
    const places = [...exact, ...begun].sort(latestFirst)
    if (word.length > MAX_KNOWN_LENGTH) return places
    if (this.#known.size >= MAX_KNOWN) this.#known = new Map()
    this.#known.set(word, places)
    return places
  }

  #reset() {
    this.#reached.fill(-1)
    this.#offset = 0
  }
}
