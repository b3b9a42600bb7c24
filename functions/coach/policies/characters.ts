// What a character means for words, clauses and sentences. Pure.
// It must never be asked more than a look-up for an ASCII character: it is asked for each one of a text.

export const CHARACTER = { other: 0, letter: 1, digit: 2, space: 3, clause: 4, stop: 5, currency: 6 } as const

const ASCII = new Uint8Array(128)
for (const [characters, kind] of [
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', CHARACTER.letter],
  ['0123456789', CHARACTER.digit],
  [' \t\r', CHARACTER.space],
  [',;:()[]{}"', CHARACTER.clause],
  ['.!?\n', CHARACTER.stop],
  ['$', CHARACTER.currency],
] as const)
  for (const character of characters) ASCII[character.charCodeAt(0)] = kind

const FURTHER: ReadonlyMap<string, number> = new Map([
  ...[...'£€¥'].map((sign) => [sign, CHARACTER.currency] as const),
  ...[...'–—“”„«»…'].map((sign) => [sign, CHARACTER.clause] as const),
  ...[...'。！？•\u2028\u2029'].map((sign) => [sign, CHARACTER.stop] as const),
  ['\u00a0', CHARACTER.space],
])

const IN_WORDS = /[\p{L}\p{M}\p{N}]/u
const CAPITAL = /\p{Lu}/u

export function characterAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code < 128) return ASCII[code] as number
  const character = text.charAt(at)
  return FURTHER.get(character) ?? (IN_WORDS.test(character) ? CHARACTER.letter : CHARACTER.other)
}

export const isApostrophe = (code: number) =>
  code === 39 || code === 0x2019 || code === 0x2bc || code === 0x2018

/** A full stop within a word or a number (`example.com`) ends none; before a capital it does, even without a space. */
export function endsSentence(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 46 || at + 1 >= text.length) return true
  const next = characterAt(text, at + 1)
  if (next !== CHARACTER.letter && next !== CHARACTER.digit) return true
  return CAPITAL.test(text.charAt(at + 1))
}

/** A hyphen within a word joins it, one with space around parts clauses. */
export const isSpacedHyphen = (text: string, at: number) =>
  text.charCodeAt(at) === 45 &&
  at > 0 &&
  at + 1 < text.length &&
  characterAt(text, at - 1) === CHARACTER.space &&
  characterAt(text, at + 1) === CHARACTER.space
