// Where the sentences of a text lie: what the rewriter may change on its own, and what it must leave alone.
// What is no sentence is the white space between two: no character is lost. Linear in the text's length.

/** Half-open, in UTF-16 units; neither begins nor ends with white space, and is never empty. */
export type Sentence = { start: number; end: number }

/** UTF-16 units after which what does not end is cut at the next white space: it bounds what one sentence costs. */
const LONGEST = 600

/** An end with the quotes and brackets that close there, or the end of a line. */
const END = /[.!?]+…*["'”’)\]]*(?=\s|$)|[。！？]+["'”’）」』]*|\n+/gu
/** What comes before a point that may end no sentence: titles, short forms, initials. */
const SHORT_FORM =
  /(?:^|[\s("'“‘])(?:mr|mrs|ms|dr|prof|st|jr|sr|vs|approx|no|inc|ltd|co|dept|ext|est|e\.g|i\.e|a\.m|p\.m|u\.s|u\.k|etc|[A-HJ-Z])$/iu
/** Those of them that a name or a number follows. */
const BEFORE_NAME = /(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e|approx|[A-HJ-Z])$/iu
const LONGEST_SHORT_FORM = 8

export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let from = 0
  for (const { index, 0: sign } of text.matchAll(END)) {
    if (sign === '.' && goesOn(text, index)) continue
    addParts(found, text, from, index + sign.length)
    from = index + sign.length
  }
  addParts(found, text, from, text.length)
  return found
}

/** Whether the point ends a short form in mid-sentence. */
function goesOn(text: string, point: number): boolean {
  const before = text.slice(Math.max(0, point - LONGEST_SHORT_FORM), point)
  if (!SHORT_FORM.test(before)) return false
  return BEFORE_NAME.test(before) || /^\s+[\p{Ll}\d]/u.test(text.slice(point + 1, point + 4))
}

function addParts(found: Sentence[], text: string, from: number, to: number): void {
  let [start, end] = [from, to]
  while (start < end && isSpace(text, start)) start += 1
  while (end > start && isSpace(text, end - 1)) end -= 1
  while (end - start > LONGEST) {
    let cut = start + LONGEST
    while (cut < end && !isSpace(text, cut)) cut += 1
    if (cut === end) break
    found.push({ start, end: cut })
    start = cut
    while (isSpace(text, start)) start += 1
  }
  if (end > start) found.push({ start, end })
}

const isSpace = (text: string, at: number) => /\s/u.test(text.charAt(at))

/** Fewer words are no sentence. */
export const LEAST_WORDS = 2
export const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu)?.length ?? 0

/** A comma, a dash, or a conjunction before what can stand alone. */
const CLAUSE_END =
  /\s*[,;:–—…]\s+|\s+-\s+|\s+(?:and|but|so)\s+(?=(?:I|we|you|they|it|this|that|please|just|send|read|follow|listen|look|let|call|click|fill|check|sign|use|try|do|pay|take|give|tell)\b)/giu
const LAST_SIGNS = /[.!?…]+["'”’)\]]*$/u

/** The parts of a sentence between commas and the like, without those and without its last sign; at least one. */
export function clausesOf(sentence: string): Sentence[] {
  const clauses: Sentence[] = []
  let start = 0
  for (const { index, 0: sign } of sentence.matchAll(CLAUSE_END)) {
    clauses.push({ start, end: index })
    start = index + sign.length
  }
  clauses.push({ start, end: Math.max(start, sentence.replace(LAST_SIGNS, '').length) })
  return clauses
}
