// The example drafts against the policies that come with the product.
import { expect, it } from 'vitest'
import { EXAMPLES } from '../../../functions/desk/examples.ts'
import { shippedPolicies } from '../../support/policies.ts'

it.each(EXAMPLES)('“$name” violates what it is an example of, and nothing else', ({ draft, policies }) => {
  expect(shippedPolicies().violated(draft)).toEqual(policies)
})
