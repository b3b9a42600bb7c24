// Where the sentences of a text lie, as the patterns see them.
// It must never leave a character that is no space outside of every sentence.
import { CHARACTER, characterAt, endsSentence } from './characters.ts'
import type { Span } from './policy-set.ts'

/** What still belongs to the sentence that a sign has ended. */
const FINAL = new Set('.!?…"”’)]')

/** In order, each with its final signs and without the space around it. */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    if (characterAt(text, at) !== CHARACTER.stop || !endsSentence(text, at)) continue
    while (at + 1 < text.length && FINAL.has(text.charAt(at + 1))) at += 1
    spans.push({ start, end: at + 1 })
    start = at + 1
  }
  spans.push({ start, end: text.length })
  return spans.map((span) => withoutSpace(text, span)).filter(({ start, end }) => start < end)
}

function withoutSpace(text: string, { start, end }: Span): Span {
  const piece = text.slice(start, end)
  return {
    start: start + piece.length - piece.trimStart().length,
    end: end - (piece.length - piece.trimEnd().length),
  }
}
