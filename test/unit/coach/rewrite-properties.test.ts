// What holds of a suggestion whatever the draft: it violates nothing, and changes only what it must.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePolicies } from '../../../functions/coach/policies/parse.ts'
import { SHIPPED_POLICIES } from '../../../functions/coach/policies/shipped.ts'
import { rewrite } from '../../../functions/coach/rewrite/rewrite.ts'
import { sentencesOf } from '../../../functions/coach/rewrite/sentences.ts'
import { unitsOf } from '../../../functions/coach/rewrite/units.ts'
import { composedDraft, NAMES, scrambledDraft } from '../../support/drafts/composed.ts'
import { KEPT_DRAFTS } from '../../support/drafts/kept.ts'
import { TUNED_DRAFTS } from '../../support/drafts/tuned.ts'

const parsed = parsePolicies(readFileSync(SHIPPED_POLICIES, 'utf8'))
if (!parsed.ok) throw new Error(parsed.lines.join('\n'))
const { set } = parsed

/** The sentences without a violation. */
function harmless(text: string): string[] {
  return unitsOf(text, set.findings(text))
    .filter(({ findings }) => findings.length === 0)
    .map(({ start, end }) => text.slice(start, end))
}

function standInOrder(parts: readonly string[], text: string): boolean {
  let from = 0
  return parts.every((part) => {
    const at = text.indexOf(part, from)
    from = at + part.length
    return at >= 0
  })
}

const numbersOf = (text: string) => text.match(/\d+(?:[.,:]\d+)*/gu) ?? []

/** What is wrong with the answer to a draft. In plain code: ten thousand times of it are to take seconds. */
function faultsOf(draft: string): string[] {
  const { suggestion, alternates, confidence, policy_refs, evidence_spans } = rewrite(set, {
    agent_draft: draft,
  })
  const texts = [suggestion, ...alternates]
  const violations = set.detect(draft)
  const isClean = violations.length === 0
  const text = set.redact(draft)
  const rules: [boolean, string][] = [
    [texts.every((one) => set.detect(one).length === 0), 'a text violates a policy'],
    [new Set(texts).size === 3, 'two texts are the same'],
    [texts.every((one) => one !== '' && one.length <= 20_000), 'a text is empty or too long'],
    [
      (suggestion === draft) === isClean,
      'a draft without a violation is changed, or one with a violation is not',
    ],
    [(confidence === 1) === isClean && confidence > 0 && confidence <= 1, `the confidence is ${confidence}`],
    [
      set.policies.every(
        ({ id }) => policy_refs.includes(id) === violations.some(({ policy }) => policy === id),
      ),
      'other policies are named than are violated',
    ],
    [evidence_spans.flat().join() === violations.flatMap(({ start, end }) => [start, end]).join(), 'spans'],
    [standInOrder(isClean ? [] : harmless(text), suggestion), 'a harmless sentence is changed'],
    [numbersOf(text).every((number) => suggestion.includes(number)), 'a number is lost'],
    [sentencesOf(suggestion).length <= sentencesOf(draft).length + 2, 'more than two sentences are added'],
  ]
  return rules.flatMap(([holds, fault]) => (holds ? [] : [fault]))
}

const isGood = (draft: string) => {
  const faults = faultsOf(draft)
  if (faults.length > 0) throw new Error(faults.join(', '))
}

/** Some seconds on two idle cores. In ms. */
const LONG = 60_000

describe('a suggestion', { timeout: LONG }, () => {
  it('violates nothing, keeps harmless sentences, numbers and names, and is hardly longer: for drafts of all kinds', () => {
    fc.assert(
      fc.property(composedDraft, (draft) => {
        isGood(draft)
        const { suggestion } = rewrite(set, { agent_draft: draft })
        return NAMES.every((name) => !draft.includes(name) || suggestion.includes(name))
      }),
      { numRuns: 6_000 },
    )
  })

  it('violates nothing and keeps harmless sentences and numbers: for words in any order', () => {
    fc.assert(fc.property(scrambledDraft, isGood), { numRuns: 2_500 })
  })

  it('is the text itself, or violates nothing: for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), isGood), { numRuns: 1_500 })
  })

  it('holds all of that for every labelled draft', () => {
    const drafts = [...TUNED_DRAFTS, ...KEPT_DRAFTS].map(({ draft }) => draft)
    expect(drafts.filter((draft) => faultsOf(draft).length > 0)).toEqual([])
  })
})
