// What is said beside a sentence that promised: as a clause of it where that reads well, else as a sentence after it.
// It must never be said twice, nor where the text says it already: whoever calls asks the policies first.
import type { Caveat } from '../policies/policy-set.ts'
import { capitalised, inCapitalsOf } from './splice.ts'
import { inStyle, type Style } from './style.ts'

/** Words of a sentence that still bears another clause. */
const MOST_WORDS = 24
const END = /[.!]*$/u

export const withCaveat = (sentence: string, caveat: Caveat, style: Style): string =>
  inCapitalsOf(sentence, caveated(sentence, caveat, style))

function caveated(sentence: string, { clauses, sentences }: Caveat, style: Style): string {
  const [clause] = inStyle(clauses, style)
  const [other] = inStyle(sentences, style)
  // Every second style says it as a sentence, so that alternates differ.
  const asClause = clause !== undefined && bearsClause(sentence) && style.variant % 2 === 0
  if (asClause) return `${sentence.replace(END, '')}, ${clause}.`
  if (other !== undefined) return followedBy(sentence, other)
  return clause === undefined ? sentence : followedBy(sentence, capitalised(`${clause}.`))
}

const bearsClause = (sentence: string) =>
  /[\p{L}\p{N}%)][.!]*$/u.test(sentence) &&
  !/\b(?:but|although|though|however)\b|[;:]/iu.test(sentence) &&
  sentence.split(/\s+/u).length <= MOST_WORDS

/** The sentence, ended as one if it was not, and another. */
export const followedBy = (sentence: string, next: string): string =>
  `${sentence}${/[\p{L}\p{N}%\])]$/u.test(sentence) ? '.' : ''} ${next}`
