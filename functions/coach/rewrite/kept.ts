// What of a sentence must stand in whatever replaces it: its numbers, and its capitalised names. Placeholders such as
// [SSN] are neither. It knows forms, not meanings: it must rather take a word for a name than lose one.

import type { Span } from '../policies/policy-set.ts'

/** Digits with what is written together with them: $1,250.50, 12%, #4821, 10:30, Q3. */
const NUMBER = /[\p{Sc}#]?(?:(?<!\p{L})\p{Lu}{1,3})?\d+(?:[.,:/-]\d+)*(?:\s?%)?/gu
/** A capitalised word: Maria, McDonald, O'Neil, IRA. */
const NAME = /(?<![\p{L}\p{N}[_])\p{Lu}\p{L}*(?:['’-]\p{Lu}\p{L}*)*(?![\p{L}\p{N}])/gu
/** What lies between two words of one name: New York, Ms. Chen. */
const WITHIN_NAME = /^\.?[ \u00a0]$/u
/** What begins sentences and is no name. */
const OPENERS = new Set(
  `a about after all also although always an and any anyone are as ask at be because before being believe both but buy by
  call can cannot check choose click come consider could dear did do does each either else even every everybody everyone
  everything expect few finally first follow for from get getting give go good great guaranteed had has have he hello hence
  her here hey hi his historically honestly how however i i'd i'll i'm i've if in indeed invest investing investment
  investments is it it's its just keep last later let let's like listen long look make many may maybe might more most much
  my never next no nobody none not nothing now obviously of oh ok okay on once one only open or our ours over past per
  perhaps please potential profits put quite read really regarding regards return returns risk save see several shall she shut
  should similarly since so some somebody someone sorry start still stop sure surely take thank thanks that that's the
  their them then there there's these they this those though through thus to today together tomorrow too trust try two
  under unfortunately unless until up use very wait was we we'd we'll we're we've welcome well were what what's when
  where which while who whoever why will with within without would yes yet you you'd you'll you're you've your yours`.split(
    /\s+/,
  ),
)
/** Capitals for another reason: shouted words among them. */
const NO_NAME = /^(?:I(?:$|['’])|God$|\p{Lu}{4,}$)/u

/**
 * Each as it is written.
 * @param findings what violates: a capital at the sentence's beginning makes no name of a word there
 */
export function keptOf(sentence: string, findings: readonly Span[]): string[] {
  const numbers = [...sentence.matchAll(NUMBER)].map(({ 0: number }) => number)
  // In a sentence of capitals they mean nothing.
  return /\p{Ll}/u.test(sentence) ? [...numbers, ...namesOf(sentence, findings)] : numbers
}

function namesOf(sentence: string, findings: readonly Span[]): string[] {
  const names: string[] = []
  let last = -1
  for (const { index, 0: word } of sentence.matchAll(NAME)) {
    const opens = !/[\p{L}\p{N}]/u.test(sentence.slice(0, index))
    if (NO_NAME.test(word) || sentence.charAt(index + word.length) === ']') continue
    if (findings.some((found) => isOfFinding(found, index, word, opens))) continue
    if (opens && !isNameAtStart(sentence.slice(index), word)) continue
    const between = last < 0 ? '' : sentence.slice(last, index)
    if (WITHIN_NAME.test(between)) names.push(`${names.pop()}${between}${word}`)
    else names.push(word)
    last = index + word.length
  }
  return names
}

/** Whether a word violates for itself, or is in capitals for another reason among those that do. */
function isOfFinding({ start, end }: Span, at: number, word: string, opens: boolean): boolean {
  if (at <= start && end <= at + word.length) return true
  return start <= at && at < end && (opens || OPENERS.has(word.toLowerCase()))
}

function isNameAtStart(rest: string, name: string): boolean {
  const word = (/^[\p{L}\p{N}'’]+/u.exec(rest)?.[0] ?? name).toLowerCase().replace(/’/g, "'")
  return !OPENERS.has(word) && !/(?:ing|ed|ly|n't)$/u.test(word)
}

/** Whether everything that must be kept of one text stands in the other. */
export function keeps(kept: readonly string[], text: string): boolean {
  return kept.every((one) => text.includes(one))
}
