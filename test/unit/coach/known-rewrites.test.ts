import { expect, it } from 'vitest'
import { KnownRewrites } from '../../../functions/coach/rewrite/known-rewrites.ts'
import { rewrite } from '../../../functions/coach/rewrite/rewrite.ts'
import { onePolicy, policiesOf, shippedPolicies } from '../../support/policies.ts'

const request = { agent_draft: 'We guarantee 20% returns.' }

it('a line that was written before is answered as at first, whatever was said before it', () => {
  const known = new KnownRewrites()
  const first = known.of(shippedPolicies(), request)
  expect(first).toEqual(rewrite(shippedPolicies(), request))
  expect(known.of(shippedPolicies(), { ...request, context: 'Hello.' })).toBe(first)
})

it.each([
  { brand_tone: 'formal' },
  { required_disclosures: ['Fees apply.'] },
  { policy_hits: ['TONE'] },
  { agent_draft: 'We guarantee 21% returns.' },
])('another question is answered by itself: %j', (other) => {
  const known = new KnownRewrites()
  known.of(shippedPolicies(), request)
  const asked = { ...request, ...other }
  expect(known.of(shippedPolicies(), asked)).toEqual(rewrite(shippedPolicies(), asked))
})

it('with other policies in force nothing counts that was known', () => {
  const known = new KnownRewrites()
  known.of(shippedPolicies(), request)
  const others = policiesOf(onePolicy('patterns: [unheard of]'))
  expect(known.of(others, request)).toEqual(rewrite(others, request))
  expect(known.of(others, request).policy_refs).toEqual([])
})
