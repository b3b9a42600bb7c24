// The language of patterns: a phrase of words, read from its text into a tree. It has no unbounded repetition, so that
// what a phrase costs is known before it ever meets a text. It must never decide what a text means.
//
//   word        that word, in any case        word*       any word that begins so
//   <list>      one entry of a word list      ( a | b c ) one of several
//   x?          x or nothing                  [ x ]       the part that the fix replaces
//   ..          up to 3 more words of the same clause     ...  up to 8 more words of the same sentence
//   <number> <percent> <money>                <start> <end> <comma>   where a sentence begins or ends, or a clause ends

import { wordsOf } from './words.ts'

export type Gap = { words: number; within: 'clause' | 'sentence' }

export type Phrase =
  | { is: 'word'; word: string }
  | { is: 'prefix'; prefix: string }
  | { is: 'list'; name: string }
  | { is: 'sequence'; items: readonly Phrase[] }
  | { is: 'choice'; options: readonly Phrase[] }
  | { is: 'optional'; item: Phrase }
  | { is: 'part'; item: Phrase }
  | { is: 'gap'; gap: Gap }

const GAPS: Readonly<Record<string, Gap>> = {
  '..': { words: 3, within: 'clause' },
  '...': { words: 8, within: 'sentence' },
}

/** What is wrong with a phrase, in words for whoever wrote it. */
export class PhraseError extends Error {
  override name = 'PhraseError'
}

const TOKEN = /\s+|<([a-z][a-z0-9_-]*)>|(\.{2,3})|([()[\]|?])|([\p{L}\p{M}\p{N}']+\*?)|-/uy

/** Deeper nesting helps nobody who reads the file. */
const MAX_DEPTH = 8
const MAX_LENGTH = 1_000

/** What nearly all entries of lists are, and most words of patterns. */
const PLAIN = /^[a-z]+$/

/** @throws PhraseError */
export function parsePhrase(text: string): Phrase {
  if (PLAIN.test(text)) return { is: 'word', word: text }
  if (text.length > MAX_LENGTH) throw new PhraseError(`is longer than ${MAX_LENGTH} characters`)
  const tokens = tokensOf(text)
  let at = 0
  let parts = 0
  const phrase = choice(0, null)
  if (at < tokens.length) throw new PhraseError(`has a ${tokens[at]} without its beginning`)
  return phrase

  function choice(depth: number, close: string | null): Phrase {
    if (depth > MAX_DEPTH) throw new PhraseError(`is nested deeper than ${MAX_DEPTH}`)
    const options = [sequence(depth)]
    while (tokens[at] === '|') {
      at += 1
      options.push(sequence(depth))
    }
    if (close !== null && tokens[at] !== close) throw new PhraseError(`lacks a ${close}`)
    if (close !== null) at += 1
    return options.length === 1 ? (options[0] as Phrase) : { is: 'choice', options }
  }

  function sequence(depth: number): Phrase {
    const items: Phrase[] = []
    while (at < tokens.length && !['|', ')', ']'].includes(tokens[at] as string)) items.push(item(depth))
    if (items.length === 0) throw new PhraseError('has an empty place')
    if (items[0]?.is === 'gap' || items.at(-1)?.is === 'gap')
      throw new PhraseError('has a gap with nothing before or after it')
    return items.length === 1 ? (items[0] as Phrase) : { is: 'sequence', items }
  }

  function item(depth: number): Phrase {
    const token = tokens[at] as string
    at += 1
    const gap = GAPS[token]
    if (gap) return { is: 'gap', gap }
    if (token === '?') throw new PhraseError('has a ? with nothing before it')
    const found = single(token, depth)
    if (tokens[at] !== '?') return found
    at += 1
    return { is: 'optional', item: found }
  }

  function single(token: string, depth: number): Phrase {
    if (token === '(') return choice(depth + 1, ')')
    if (token === '[') {
      parts += 1
      if (parts > 1) throw new PhraseError('has more than one [part]')
      if (depth > 0) throw new PhraseError('has its [part] within parentheses')
      return { is: 'part', item: choice(depth + 1, ']') }
    }
    if (token.startsWith('<')) return { is: 'list', name: token.slice(1, -1) }
    if (token.endsWith('*')) return prefix(token.slice(0, -1))
    return literal(token)
  }
}

/** A contraction is two words here too. */
function literal(text: string): Phrase {
  // 's on its own stands for is, has and the genitive, as after a word of a text.
  if (PLAIN.test(text) || text === "'s") return { is: 'word', word: text }
  const items = wordsOf(text)
    .word.slice(1, -1)
    .map((word): Phrase => ({ is: 'word', word }))
  if (items.length === 0) throw new PhraseError(`has ${text}, which is no word`)
  return items.length === 1 ? (items[0] as Phrase) : { is: 'sequence', items }
}

function prefix(text: string): Phrase {
  if (text.length < 3) throw new PhraseError(`has ${text}*: a beginning needs at least 3 letters`)
  return { is: 'prefix', prefix: text }
}

/** @throws PhraseError */
function tokensOf(text: string): string[] {
  const tokens: string[] = []
  const plain = text.toLowerCase().replace(/[’‘]/g, "'")
  TOKEN.lastIndex = 0
  for (let at = 0; at < plain.length; at = TOKEN.lastIndex) {
    const [token] = TOKEN.exec(plain) ?? []
    if (token === undefined) throw new PhraseError(`has a ${plain.charAt(at)} that patterns do not know`)
    if (token !== '-' && token.trim() !== '') tokens.push(token)
  }
  return tokens
}
