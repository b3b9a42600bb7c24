// What the policies in force say of the draft of an open suggestion. It is found anew each time: it need not travel.
import type { CheckedDraftProps } from '../../views/desk/checked-draft.tsx'
import type { PolicySet } from '../coach/policies/policy-set.ts'
import { markedParts } from './marks.ts'
import type { Shown } from './state.ts'

/** Null where no suggestion is open. */
export function checkedDraft(
  { policies, detect }: Pick<PolicySet, 'policies' | 'detect'>,
  shown: Shown | null,
): CheckedDraftProps | null {
  if (shown?.kind !== 'offer') return null
  const { agent_draft, policy_refs } = shown.event
  return {
    parts: markedParts(agent_draft, detect(agent_draft)),
    policies: policy_refs.map(
      (id) =>
        policies.find((policy) => policy.id === id) ?? { id, name: id, severity: null, description: '' },
    ),
  }
}
