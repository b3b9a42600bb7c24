// A coach of few words, always the same: for tests that are not about what the coach says.
import type { Violation } from '../../functions/coach/policies/policy-set.ts'
import type { Coach } from '../../functions/coach/suggest.ts'

const POLICIES = [
  {
    id: 'ADV-6.2',
    name: 'No guaranteed returns',
    severity: 'high' as const,
    description: 'Returns must never be guaranteed.',
    words: /guaranteed?/gi,
  },
  {
    id: 'TONE',
    name: 'Respectful tone',
    severity: 'low' as const,
    description: 'Customers are spoken to with respect.',
    words: /calm down/gi,
  },
]

function detect(text: string): Violation[] {
  return POLICIES.flatMap(({ id, words }) =>
    [...text.matchAll(words)].map(({ 0: { length }, index }) => ({
      policy: id,
      start: index,
      end: index + length,
    })),
  ).sort((one, other) => one.start - other.start)
}

/** Withholds what it says in sessions whose name begins with `off`. */
export const plainCoach: Pick<Coach, 'suggest'> = {
  async suggest({ session_id, agent_draft }) {
    const better = POLICIES.reduce((text, { words }) => text.replaceAll(words, 'likely'), agent_draft)
    return {
      suggestion: better,
      alternates: [`${better} Returns vary.`, `As far as I know: ${better}`],
      rationale: 'Nobody knows what an investment will return.',
      policy_refs: [...new Set(detect(agent_draft).map(({ policy }) => policy))],
      confidence: 0.92,
      ab_test_bucket: session_id.startsWith('off') ? 'off' : 'on',
      evidence_spans: [],
      suggestion_id: 'sug-1',
      latency_ms: 3,
      provider: 'offline',
      fallback_reason: null,
    }
  },
}
