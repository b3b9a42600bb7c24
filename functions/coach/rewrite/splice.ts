// Words put into a sentence, or taken out of it, so that it still reads as one: spaces, commas, "a" and "an", and the
// capital at its beginning. It must never touch what is not beside the seam. Linear in the sentence's length.

/** @param put what stands from `start` to `end` from then on; may be empty */
export function spliced(sentence: string, start: number, end: number, put: string): string {
  let [left, right] = [sentence.slice(0, start), sentence.slice(end)]
  if (put === '') [left, right] = closed(left, right)
  else left = apart(left, put)
  const opens = !/[\p{L}\p{N}]/u.test(left)
  const begin = opens ? withCapitalOf(sentence.slice(start), put + right) : put + right
  return withArticle(left, begin) + begin
}

/** What follows its subject without a comma. */
const GOES_ON = /^,\s*(?:is|are|was|were|has|have|had|will|can|does|did|to|of|on|in|for|at|with|by)\b/iu
/** What no sentence begins with. */
const OPENING = /^(?:(?:[,;:–—-]|(?:and|but|so)\b(?!['’]))\s*)+/iu

/** What stands before new words, with a space where two words would meet. */
function apart(left: string, put: string): string {
  if (put.startsWith(',')) return left.trimEnd()
  return /[\p{L}\p{N}%)\]]$/u.test(left) && /^[\p{L}\p{N}([]/u.test(put) ? `${left} ` : left
}

/** What stood on both sides of words that were taken out, with the space and the commas that belong between them now. */
function closed(left: string, right: string): [string, string] {
  const [before, after] = [left.trimEnd(), right.trimStart()]
  if (!/[\p{L}\p{N}]/u.test(before)) return [left, after.replace(OPENING, '')]
  if (after === '' || /^[.!?…;:]/u.test(after)) return [before.replace(/\s*[,;:–—]$/u, ''), after]
  if (after.startsWith(','))
    return before.endsWith(',') && GOES_ON.test(after)
      ? [before.slice(0, -1), after.slice(1)]
      : [before.replace(/\s*,$/u, ''), after]
  if (/[("'“‘[]$/u.test(before)) return [before, after]
  return [/^[)\]]/u.test(after) ? before : `${before} `, after]
}

/** The text with a capital where the words that it replaces had one. */
function withCapitalOf(replaced: string, text: string): string {
  const first = /\p{L}/u.exec(replaced)?.[0] ?? ''
  return first === first.toLowerCase() ? text : capitalised(text)
}

/** With its first letter as a capital, unless it is part of a name such as iPhone or of an address. */
export function capitalised(text: string): string {
  const first = /^[^\p{L}\p{N}]*(\p{Ll})/u.exec(text)
  if (!first || /^\p{Ll}+[\p{Lu}@./]/u.test(text)) return text
  const at = first[0].length - (first[1] as string).length
  return text.slice(0, at) + (first[1] as string).toUpperCase() + text.slice(at + (first[1] as string).length)
}

const ARTICLE = /(^|[\s("'“‘])(an?)(\s+)$/iu
/** By the sound: an hour, a unit. */
const VOWEL =
  /^(?:[aefimnorsx](?![\p{L}\p{N}])|hour|honest|honou?r|heir|8|11\b|18\b|(?!uni(?!n|m)|use|usu|util|eu|one\b|once|u[sk]\b)[aeiou])/iu

/** What comes before a word, with the article that this word needs. */
function withArticle(left: string, after: string): string {
  const article = ARTICLE.exec(left)
  const [, before, word, space] = article ?? []
  if (!article || !/^[\p{L}\p{N}]/u.test(after)) return left
  const plain = (word as string).charAt(0)
  return `${left.slice(0, article.index)}${before}${plain}${VOWEL.test(after) ? 'n' : ''}${space}`
}

/** In capitals where the sentence has no others. */
export const inCapitalsOf = (sentence: string, text: string): string =>
  /\p{Lu}.*\p{Lu}/su.test(sentence) && !/\p{Ll}/u.test(sentence) ? text.toUpperCase() : text
