// Where the sentences of a text lie, as the patterns see them (words.ts decides where one ends).
// It must never leave a character that is no space outside of every sentence.
import type { Span } from './policy-set.ts'
import { sentenceEnds } from './words.ts'

/** In order, each with its final signs and without the space around it. */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  for (const end of [...sentenceEnds(text), text.length]) {
    const span = withoutSpace(text, start, end)
    if (span !== null) spans.push(span)
    start = end
  }
  return spans
}

function withoutSpace(text: string, from: number, to: number): Span | null {
  const piece = text.slice(from, to)
  const start = from + piece.length - piece.trimStart().length
  const end = from + piece.trimEnd().length
  return start < end ? { start, end } : null
}
