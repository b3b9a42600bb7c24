// A text as words, for patterns: lower case, one kind of apostrophe, contractions taken apart (you're: you, are), and
// where sentences and clauses end. One pass over the text; it must never look at a character more than a few times.

/** What a token is besides its word: how `<number>`, `<percent>` and `<money>` know it. */
export const KIND = { word: 0, number: 1, percent: 2, money: 3 } as const
type Kind = (typeof KIND)[keyof typeof KIND]

/** Each sentence with words in it begins with the token `<start>` and ends with `<end>`, both of no length. */
export type Words = {
  count: number
  word: string[]
  kind: Kind[]
  start: number[]
  end: number[]
  /** Number of the sentence, and of the clause (a part of a sentence between commas and the like), from 0. */
  sentence: number[]
  clause: number[]
}

const [OTHER, LETTER, DIGIT, SPACE, CLAUSE, STOP, CURRENCY] = [0, 1, 2, 3, 4, 5, 6]

const CLASS = new Uint8Array(128)
for (const [characters, kind] of [
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', LETTER],
  ['0123456789', DIGIT],
  [' \t\r', SPACE],
  [',;:()[]{}"', CLAUSE],
  ['.!?\n', STOP],
  ['$', CURRENCY],
] as const)
  for (const character of characters) CLASS[character.charCodeAt(0)] = kind

/** What still belongs to the sentence that a sign has ended. */
const FINAL = new Set('.!?…"”’)]')

const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u
const NON_ASCII_CLASS: Readonly<Record<string, number>> = {
  '£': CURRENCY,
  '€': CURRENCY,
  '¥': CURRENCY,
  '–': CLAUSE,
  '—': CLAUSE,
  '“': CLAUSE,
  '”': CLAUSE,
  '…': CLAUSE,
  '•': STOP,
  '\u2028': STOP,
  '\u2029': STOP,
  '\u00a0': SPACE,
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code < 128) return CLASS[code] as number
  const character = text.charAt(at)
  return NON_ASCII_CLASS[character] ?? (WORD_CHARACTER.test(character) ? LETTER : OTHER)
}

const isApostrophe = (code: number) => code === 39 || code === 0x2019 || code === 0x2bc || code === 0x2018

/** What stands after an apostrophe, as a word of its own. `'s` stays: it is `is`, `has` or a genitive. */
const CONTRACTED: Readonly<Record<string, string>> = {
  re: 'are',
  ll: 'will',
  ve: 'have',
  m: 'am',
  d: 'would',
  s: "'s",
}

export function wordsOf(text: string): Words {
  const words: Words = { count: 0, word: [], kind: [], start: [], end: [], sentence: [], clause: [] }
  let [sentence, clause, at] = [0, 0, 0]
  const { length } = text
  let begun = false
  const add = (word: string, kind: Kind, start: number, end: number) => {
    if (!begun) {
      begun = true
      add('<start>', KIND.word, start, start)
    }
    words.word.push(word)
    words.kind.push(kind)
    words.start.push(start)
    words.end.push(end)
    words.sentence.push(sentence)
    words.clause.push(clause)
    words.count += 1
  }

  const endSentence = (end: number) => {
    if (begun) add('<end>', KIND.word, end, end)
    begun = false
    sentence += 1
    clause += 1
  }

  while (at < length) {
    const kind = classAt(text, at)
    if (kind === LETTER) {
      const start = at
      let apostrophe = -1
      for (at += 1; at < length; at += 1) {
        const next = classAt(text, at)
        if (next === LETTER || next === DIGIT) continue
        if (!isApostrophe(text.charCodeAt(at)) || at + 1 >= length || classAt(text, at + 1) !== LETTER) break
        apostrophe = at
      }
      if (apostrophe === -1) add(text.slice(start, at).toLowerCase(), KIND.word, start, at)
      else addContraction(start, apostrophe, at)
      continue
    }
    if (kind === DIGIT || (kind === CURRENCY && at + 1 < length && classAt(text, at + 1) === DIGIT)) {
      at = addNumber(at)
      continue
    }
    if (kind === STOP && endsSentence(text, at)) endSentence(at)
    else if (kind === CLAUSE || (text.charCodeAt(at) === 45 && isSpaced(text, at))) clause += 1
    at += 1
  }
  endSentence(length)
  return words

  function addContraction(start: number, apostrophe: number, end: number) {
    const after = text.slice(apostrophe + 1, end).toLowerCase()
    const known = CONTRACTED[after]
    if (known === undefined || !Object.hasOwn(CONTRACTED, after)) {
      add(text.slice(start, end).toLowerCase().replace(/[’‘ʼ]/g, "'"), KIND.word, start, end)
      return
    }
    add(text.slice(start, apostrophe).toLowerCase().replace(/[’‘ʼ]/g, "'"), KIND.word, start, apostrophe)
    add(known, KIND.word, apostrophe, end)
  }

  /** @returns where it ends. `1,234.56`, `$50`, `20%` and `20 %` are one token each; `10x` is a word. */
  function addNumber(start: number): number {
    let end = start + 1
    for (; end < length; end += 1) {
      const code = text.charCodeAt(end)
      if (code >= 48 && code <= 57) continue
      const next = text.charCodeAt(end + 1)
      if ((code !== 44 && code !== 46) || !(next >= 48 && next <= 57)) break
    }
    if (end < length && classAt(text, end) === LETTER) {
      while (end < length && (classAt(text, end) === LETTER || classAt(text, end) === DIGIT)) end += 1
      add(text.slice(start, end).toLowerCase(), KIND.word, start, end)
      return end
    }
    const spaced = text.charCodeAt(end) === 32 ? end + 1 : end
    const isPercent = text.charCodeAt(spaced) === 37
    const kind = isPercent ? KIND.percent : classAt(text, start) === CURRENCY ? KIND.money : KIND.number
    const last = isPercent ? spaced + 1 : end
    add(text.slice(start, end), kind, start, last)
    return last
  }
}

/** Where each sentence ends, after its final signs; the last one ends with the text. */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    if (classAt(text, at) !== STOP || !endsSentence(text, at)) continue
    while (at + 1 < text.length && FINAL.has(text.charAt(at + 1))) at += 1
    ends.push(at + 1)
  }
  return ends
}

/** A full stop within a word or a number (`example.com`) ends none; before a capital it does, even without a space. */
function endsSentence(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 46) return true
  if (at + 1 >= text.length) return true
  const next = text.charAt(at + 1)
  return !WORD_CHARACTER.test(next) || /\p{Lu}/u.test(next)
}

/** A hyphen within a word joins it, one with space around parts clauses. */
const isSpaced = (text: string, at: number) =>
  at > 0 && classAt(text, at - 1) === SPACE && at + 1 < text.length && classAt(text, at + 1) === SPACE
