import { expect, it } from 'vitest'
import { acceptRateCaution, definitions } from '../../../views/blocks/definitions.ts'
import { page } from './props.ts'

const { scope } = page()
/** The definitions that are others than without filters, and what they say in addition. */
const added = (changed: Partial<typeof scope>) => {
  const usual: Record<string, string> = definitions(scope)
  return Object.fromEntries(
    Object.entries(definitions({ ...scope, ...changed }))
      .filter(([name, text]) => text !== usual[name])
      .map(([name, text]) => [name, text.replace(usual[name] as string, '').trim()]),
  )
}
const whereMade = 'An offer counts where it was made, with what became of it later.'
const whereDrafted = 'Counted where the draft was made, whenever it was settled.'
const events =
  'Events that came in this period and pass the filters, of every type. An outcome counts when it came.'

it('in a period, a definition says which time counts', () => {
  expect(added({ from: 0 })).toEqual({
    acceptRate: whereMade,
    offered: whereMade,
    open: 'Offers of this period: an outcome that came after it closes them, too.',
    events,
    prevented: whereDrafted,
    shipped: whereDrafted,
  })
})

it('under a policy, violations are its own, and a session counts once it is named', () => {
  expect(added({ policy: 'ADV-6.2' })).toEqual({
    acceptRate: whereMade,
    offered: whereMade,
    events,
    sessions:
      'It counts under ADV-6.2 once one of its events names it, and under the other filters of that event.',
    detected: 'Of ADV-6.2 alone.',
    prevented: `Of ADV-6.2 alone. ${whereDrafted}`,
    shipped: `Of ADV-6.2 alone. ${whereDrafted}`,
  })
})

it('an accept rate of one kind of outcome says that it cannot be anything else', () => {
  expect((['accepted', 'timeout', 'withheld', 'offered', null] as const).map(acceptRateCaution)).toEqual([
    'Of offers that ended as accepted alone, so it is always 100\u00a0%.',
    'Of offers that ended as timeout alone, so it is always 0\u00a0%.',
    'Withheld drafts are no offers: they have no accept rate.',
    null,
    null,
  ])
})
