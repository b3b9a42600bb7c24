// Two other texts beside a suggestion: other wordings where something was reworded, else another tone. Both violate
// nothing, and no two of the three are the same.
import type { PolicySet } from '../policies/policy-set.ts'
import { withCourtesy } from './courtesies.ts'
import { MAX_TEXT, mended, neutralTexts } from './mend.ts'
import { type Style, withoutContractions } from './style.ts'

/** @param text the draft without personal data  @param suggestion what `mended` made of it */
export function alternatesTo(
  set: PolicySet,
  { text, suggestion, style }: { text: string; suggestion: string; style: Style },
): [string, string] {
  const found: string[] = []
  for (const candidate of candidates(set, text, suggestion, style)) {
    if (candidate === suggestion || found.includes(candidate) || candidate.length > MAX_TEXT) continue
    if (set.findings(candidate).length > 0) continue
    found.push(candidate)
    if (found.length === 2) break
  }
  return found as [string, string]
}

function* candidates(set: PolicySet, text: string, suggestion: string, style: Style): Generator<string> {
  if (text !== suggestion) {
    const other = mended(set, text, { ...style, variant: 1 }).text
    yield other
    const third = mended(set, text, { ...style, variant: 2 }).text
    yield* withCourtesy(third, style.tone).suited.slice(0, 1)
    yield third
  } else {
    yield withoutContractions(text)
  }
  const { suited, others } = withCourtesy(suggestion, style.tone)
  yield* suited
  yield* others
  yield* neutralTexts(set)
}
