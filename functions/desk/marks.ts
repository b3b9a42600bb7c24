// The parts of a text that policies object to, as the page marks them: one after the other, without overlaps.
// It must never split a character in two, and never lose one: the parts joined are the text.
import type { Violation } from '../coach/policies/policy-set.ts'

/** `policies` are ids, in the order in which their violations begin; none where nobody objects. */
export type Part = { text: string; policies: readonly string[] }

/** Whether a cut there would part a surrogate pair. */
const partsPair = (text: string, at: number) =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at))

/** A policy may find thousands of violations in a hostile text; beyond these the rest stays unmarked. */
const MAX_MARKED = 1_000

/** @param violations half-open ranges in UTF-16 units, in any order; what lies outside of the text is left out */
export function markedParts(text: string, violations: readonly Violation[]): Part[] {
  const spans = violations.slice(0, MAX_MARKED).flatMap(({ policy, start, end }) => {
    const from = Math.max(0, partsPair(text, start) ? start - 1 : start)
    const to = Math.min(text.length, partsPair(text, end) ? end + 1 : end)
    return from < to ? [{ policy, from, to }] : []
  })
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
    (one, other) => one - other,
  )
  const opening = spans.toSorted((one, other) => one.from - other.from)
  let open: typeof spans = []
  let next = 0
  return cuts.slice(0, -1).map((from, index) => {
    while (opening[next]?.from === from) open.push(opening[next++] as (typeof spans)[number])
    open = open.filter(({ to }) => to > from)
    return {
      text: text.slice(from, cuts[index + 1]),
      policies: [...new Set(open.map(({ policy }) => policy))],
    }
  })
}
