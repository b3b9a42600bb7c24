// A text without violations, sentence by sentence; sentences that violate nothing stay as they are, and so does the space
// between. Whatever the policies say, what comes out violates none of them, is not empty and not longer than allowed.
import type { PolicySet } from '../policies/policy-set.ts'
import type { Step } from './confidence.ts'
import { NEUTRAL_TEXTS } from './neutral.ts'
import { type Effort, pass } from './pass.ts'
import { sentencesOf } from './sentences.ts'
import type { Style } from './style.ts'
import { unitsOf } from './units.ts'

/** UTF-16 units of a draft, and of a suggestion. */
export const MAX_TEXT = 20_000
/** A suggestion has at most so many sentences more than its draft. */
const MAX_MORE_SENTENCES = 2

export type Mended = { text: string; steps: readonly Step[] }

/** An effort is made where those before it left something; a sentence may need several. */
const EFFORTS: readonly Effort[] = ['mend', 'mend', 'mend', 'mend', 'replace', 'drop']
const LAST_EFFORTS: readonly Effort[] = ['replace', 'drop']

export function mended(set: PolicySet, draft: string, style: Style): Mended {
  const most = sentencesOf(draft).length + MAX_MORE_SENTENCES
  const fits = ({ text }: Mended) => text.length <= MAX_TEXT && sentencesOf(text).length <= most
  const first = attempted(set, draft, EFFORTS, style)
  if (first !== null && fits(first)) return first
  const shorter = first && withRoom(set, draft, first.text.length - MAX_TEXT)
  const attempts = [
    () => (shorter ? attempted(set, shorter, EFFORTS, style, ['dropped']) : null),
    () => attempted(set, draft, LAST_EFFORTS, style),
    () => attempted(set, draft, LAST_EFFORTS.slice(1), style),
  ]
  for (const attempt of attempts) {
    const result = attempt()
    if (result !== null && fits(result)) return result
  }
  return { text: neutralTexts(set)[0] as string, steps: ['given up'] }
}

/** null when the text still violates something, or is nothing any more. */
function attempted(
  set: PolicySet,
  draft: string,
  efforts: readonly Effort[],
  style: Style,
  before: readonly Step[] = [],
): Mended | null {
  const steps = [...before]
  const used = new Set<string>()
  let text = draft
  for (const effort of efforts) {
    const findings = set.findings(text)
    if (findings.length === 0) break
    text = pass(text, findings, { set, effort, style, steps, used })
  }
  return /[\p{L}\p{N}]/u.test(text) && set.findings(text).length === 0 ? { text, steps } : null
}

/** The draft without the last of its sentences that violate, for what has to be added; null when none need go. */
function withRoom(set: PolicySet, draft: string, missing: number): string | null {
  if (missing <= 0) return null
  const violating = unitsOf(draft, set.findings(draft)).filter(({ findings }) => findings.length > 0)
  let [text, freed] = [draft, 0]
  for (const { start, end } of violating.toReversed()) {
    if (freed >= missing) break
    text = text.slice(0, start).trimEnd() + text.slice(end)
    freed = draft.length - text.length
  }
  return text
}

/** Texts that violate nothing whatever the policies are; at least three. */
export const neutralTexts = (set: PolicySet): string[] =>
  NEUTRAL_TEXTS.filter((text) => set.findings(text).length === 0)
