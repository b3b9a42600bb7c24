// A text as words, for patterns: lower case, one kind of apostrophe, contractions taken apart (you're: you, are), and
// where sentences and clauses end. One pass over the text; it must never look at a character more than a few times.
import { CHARACTER, characterAt, endsSentence, isApostrophe, isSpacedHyphen } from './characters.ts'

/** What a token is besides its word: how `<number>`, `<percent>` and `<money>` know it. */
export const KIND = { word: 0, number: 1, percent: 2, money: 3 } as const
type Kind = (typeof KIND)[keyof typeof KIND]

/**
 * A sentence with words in it begins with the token `<start>` and ends with `<end>`, a clause within it ends with
 * `<comma>`; these have no length.
 */
export type Words = {
  readonly count: number
  readonly word: readonly string[]
  readonly kind: readonly Kind[]
  readonly start: readonly number[]
  readonly end: readonly number[]
  /** Number of the sentence, and of the clause (a part of a sentence between commas and the like), from 0. */
  readonly sentence: readonly number[]
  readonly clause: readonly number[]
}

export const wordsOf = (text: string): Words => new WordReader(text)

/** What stands after an apostrophe, as a word of its own. `'s` stays: it is `is`, `has` or a genitive. */
const CONTRACTED: ReadonlyMap<string, string> = new Map([
  ['re', 'are'],
  ['ll', 'will'],
  ['ve', 'have'],
  ['m', 'am'],
  ['d', 'would'],
  ['s', "'s"],
])

const PERCENT = /[ -]?(?:%|per ?cent\b|pct\b)/iy
/** Letters that may follow a number as a part of it: 10x, 401k, 5th. */
const MAX_SUFFIX = 2

const isAsciiDigit = (code: number) => code >= 48 && code <= 57
const withOneApostrophe = (word: string) => word.replace(/[’‘ʼ]/g, "'")

class WordReader implements Words {
  readonly word: string[] = []
  readonly kind: Kind[] = []
  readonly start: number[] = []
  readonly end: number[] = []
  readonly sentence: number[] = []
  readonly clause: number[] = []
  count = 0
  readonly #text: string
  #sentence = 0
  #clause = 0
  #begun = false

  constructor(text: string) {
    this.#text = text
    let at = 0
    while (at < text.length) {
      const character = characterAt(text, at)
      if (character === CHARACTER.letter) at = this.#readWord(at)
      else if (character === CHARACTER.digit) at = this.#readNumber(at, KIND.number)
      else if (character === CHARACTER.currency && isAsciiDigit(text.charCodeAt(at + 1)))
        at = this.#readNumber(at, KIND.money)
      else {
        if (character === CHARACTER.stop && endsSentence(text, at)) this.#endSentence(at)
        else if (character === CHARACTER.clause || isSpacedHyphen(text, at)) this.#endClause(at)
        at += 1
      }
    }
    this.#endSentence(text.length)
  }

  #add(word: string, kind: Kind, start: number, end: number) {
    if (!this.#begun) {
      this.#begun = true
      this.#add('<start>', KIND.word, start, start)
    }
    this.word.push(word)
    this.kind.push(kind)
    this.start.push(start)
    this.end.push(end)
    this.sentence.push(this.#sentence)
    this.clause.push(this.#clause)
    this.count += 1
  }

  #endClause(at: number) {
    if (this.#begun && this.word[this.count - 1] !== '<comma>') this.#add('<comma>', KIND.word, at, at)
    this.#clause += 1
  }

  #endSentence(at: number) {
    if (this.#begun) this.#add('<end>', KIND.word, at, at)
    this.#begun = false
    this.#sentence += 1
    this.#clause += 1
  }

  /** @returns where it ends */
  #readWord(start: number): number {
    const text = this.#text
    let [end, apostrophe] = [start + 1, -1]
    for (; end < text.length; end += 1) {
      const next = characterAt(text, end)
      if (next === CHARACTER.letter) continue
      if (!isApostrophe(text.charCodeAt(end)) || characterAt(text, end + 1) !== CHARACTER.letter) break
      apostrophe = end
    }
    const word = text.slice(start, end).toLowerCase()
    if (apostrophe === -1) this.#add(word, KIND.word, start, end)
    else this.#addContraction(withOneApostrophe(word), start, apostrophe, end)
    return end
  }

  #addContraction(word: string, start: number, apostrophe: number, end: number) {
    const known = CONTRACTED.get(word.slice(word.lastIndexOf("'") + 1))
    if (known === undefined) {
      this.#add(word, KIND.word, start, end)
      return
    }
    this.#add(word.slice(0, word.lastIndexOf("'")), KIND.word, start, apostrophe)
    this.#add(known, KIND.word, apostrophe, end)
  }

  /** @returns where it ends. `1,234.56`, `$50`, `20%`, `20 %` and `20 percent` are one token each; `10x` and `401k` are words. */
  #readNumber(start: number, kind: Kind): number {
    const text = this.#text
    let end = start + 1
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end)
      if (isAsciiDigit(code)) continue
      if ((code !== 44 && code !== 46) || !isAsciiDigit(text.charCodeAt(end + 1))) break
    }
    const letters = this.#endOfLetters(end)
    if (letters > end && letters - end <= MAX_SUFFIX) {
      this.#add(text.slice(start, letters).toLowerCase(), KIND.word, start, letters)
      return letters
    }
    PERCENT.lastIndex = end
    const isPercent = PERCENT.test(text)
    const last = isPercent ? PERCENT.lastIndex : end
    this.#add(text.slice(start, end), isPercent ? KIND.percent : kind, start, last)
    return last
  }

  /** Looks only as far as a suffix may reach. */
  #endOfLetters(from: number): number {
    let end = from
    while (end < this.#text.length && end - from <= MAX_SUFFIX) {
      if (characterAt(this.#text, end) !== CHARACTER.letter) break
      end += 1
    }
    return end
  }
}
