// What the coach suggests instead of a draft, without any service: the draft itself where it violates nothing, else the
// draft with as little changed as keeps every policy. Deterministic: the same request and policies give the same answer.
// It must never throw, and none of its three texts violates a policy of the set.
import type { PolicySet } from '../policies/policy-set.ts'
import { alternatesTo } from './alternates.ts'
import { confidenceOf, type Step } from './confidence.ts'
import { withDisclosures } from './disclosures.ts'
import { mended } from './mend.ts'
import { rationaleOf } from './rationale.ts'
import { remembered } from './remembered.ts'
import { toneOf } from './style.ts'

/** As in POST /coach/suggest. A draft has at most 20,000 UTF-16 units. */
export type RewriteRequest = {
  agent_draft: string
  context?: string
  policy_hits?: string[]
  brand_tone?: string
  required_disclosures?: string[]
}

export type Rewrite = {
  suggestion: string
  alternates: [string, string]
  rationale: string
  policy_refs: string[]
  /** 0..1: see confidence.ts */
  confidence: number
  /** What violates, in the draft; half-open, in UTF-16 units. */
  evidence_spans: [number, number][]
}

export function rewrite(policies: PolicySet, request: RewriteRequest): Rewrite {
  const set = remembered(policies)
  const { agent_draft: draft, policy_hits = [], brand_tone, required_disclosures = [] } = request
  const style = { variant: 0, tone: toneOf(brand_tone) }
  const found = set.detect(draft)
  const ids = new Set(found.map(({ policy }) => policy))
  const violated = set.policies.flatMap(({ id }) => (ids.has(id) ? [id] : []))
  const { text: wanted, added, leftOut } = withDisclosures(draft, required_disclosures)
  const text = set.redact(wanted)
  const isClean = violated.length === 0 && text === draft
  const { text: suggestion, steps: mending } = isClean ? { text, steps: [] } : mended(set, text, style)
  const steps: Step[] = [
    ...(text === wanted ? [] : ['masked' as const]),
    ...added.map(() => 'disclosed' as const),
    ...mending,
  ]
  return {
    suggestion,
    alternates: alternatesTo(set, { text, suggestion, style }),
    rationale: rationaleOf(set, {
      violated,
      steps,
      hits: policy_hits,
      leftOut,
      faulty: added.flatMap((one) => set.violated(one)),
    }),
    policy_refs: violated,
    confidence: confidenceOf(steps),
    evidence_spans: found.map(({ start, end }) => [start, end]),
  }
}
