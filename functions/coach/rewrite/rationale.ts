// Why a suggestion differs from its draft, in words for the agent: the policies by name, what was found of each and what
// to write instead. It must never quote the draft, which may hold personal data.
import type { PolicySet } from '../policies/policy-set.ts'
import type { Step } from './confidence.ts'

const DONE: Readonly<Record<Step, string>> = {
  masked: 'numbers masked',
  disclosed: 'a disclosure added',
  reworded: 'reworded',
  shortened: 'a part left out',
  replaced: 'a sentence replaced',
  dropped: 'a sentence left out',
  'given up': 'replaced by a neutral text, since nothing of the draft could stay',
}

export type Reasons = {
  /** Ids of the policies that the draft violates. */
  violated: readonly string[]
  steps: readonly Step[]
  /** Ids that the caller had found. */
  hits: readonly string[]
  /** How many of the disclosures that the caller wants there was no room for. */
  leftOut: number
  /** Policies that such a disclosure itself violated, before it was mended like the draft. */
  faulty: readonly string[]
}

export function rationaleOf(set: PolicySet, { violated, steps, hits, leftOut, faulty }: Reasons): string {
  const infos = violated.flatMap((id) => set.policies.filter((policy) => policy.id === id))
  const known = hits.filter((id) => set.policies.some((policy) => policy.id === id))
  const missing = [...new Set(known)].filter((id) => !violated.includes(id))
  const what = [...new Set(steps)].map((step) => DONE[step])
  return [
    infos.length === 0
      ? 'The draft violates no policy.'
      : infos.map(({ id, name }) => `${id} (${name}): ${set.repairs.get(id)?.advice ?? ''}`).join(' '),
    what.length === 0 ? '' : `In the suggestion: ${what.join(', ')}.`,
    leftOut === 0 ? '' : `Left out, for lack of room: ${leftOut} of the required disclosures.`,
    faulty.length === 0
      ? ''
      : `A required disclosure itself violates ${[...new Set(faulty)].join(', ')}; it was changed as well.`,
    missing.length === 0 ? '' : `Not found in this draft: ${missing.join(', ')}.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
