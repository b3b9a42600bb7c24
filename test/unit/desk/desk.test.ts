// What each button of the desk does: the events that follow, and what is shown then.
import { expect, it } from 'vitest'
import { step } from '../../../functions/desk/desk.ts'
import { EXAMPLES } from '../../../functions/desk/examples.ts'
import type { DeskForm } from '../../../functions/desk/form.ts'
import { repeatableId } from '../../../functions/desk/repeatable-id.ts'
import type { Offer } from '../../../functions/desk/state.ts'
import { plainCoach } from '../../support/plain-coach.ts'

const DRAFT = 'It is guaranteed.'
const ID = repeatableId('page-1', 's-1', '', DRAFT, '', '')

const form = (changed: Partial<DeskForm> = {}, typed: Partial<DeskForm['typed']> = {}): DeskForm => ({
  choice: 'suggest',
  page: 'page-1',
  tone: '',
  shown: null,
  held: [],
  faults: [],
  typed: { session_id: 's-1', agent_id: '', agent_draft: DRAFT, context: '', edited: '', ...typed },
  ...changed,
})

const offer: Offer = {
  kind: 'offer',
  event: {
    event: 'offered',
    session_id: 's-1',
    agent_draft: DRAFT,
    suggestion_used: null,
    policy_refs: ['ADV-6.2'],
    latency_ms: 3,
    ab_test_bucket: 'on',
    event_id: ID,
    suggestion_id: ID,
  },
  texts: ['It is likely.', 'It is likely. Returns vary.', 'As far as I know: It is likely.'],
  rationale: 'Nobody knows what an investment will return.',
  confidence: 0.92,
}
const outcome = (event: string, used: string | null) => ({
  ...offer.event,
  event,
  suggestion_used: used,
  event_id: repeatableId(ID, event, used ?? ''),
})

it('asks the coach, and offers what it says', async () => {
  expect(await step(plainCoach, form())).toEqual({
    events: [offer.event],
    shown: offer,
    typed: form().typed,
    faults: [],
  })
})

it('makes the same event of the same form, and another of any other', async () => {
  const idOf = async (changed: DeskForm) => (await step(plainCoach, changed)).events[0]?.event_id
  const ids = await Promise.all(
    [
      form(),
      form(),
      form({ page: 'page-2' }),
      form({ tone: 'formal' }),
      form({}, { agent_draft: `${DRAFT} ` }),
      form({}, { agent_id: 'a-1' }),
    ].map(idOf),
  )
  expect(ids[0]).toBe(ids[1])
  expect(new Set(ids).size).toBe(5)
})

it('in the comparison group shows nothing of what the coach said', async () => {
  const { events, shown, typed } = await step(plainCoach, form({}, { session_id: 'off-1' }))
  expect(events).toMatchObject([{ event: 'withheld', ab_test_bucket: 'off', policy_refs: ['ADV-6.2'] }])
  expect(shown).toEqual({ kind: 'withheld', session_id: 'off-1', text: DRAFT })
  expect(typed.agent_draft).toBe('')
})

it.each([
  ['use-0', '', 'accepted', 'It is likely.'],
  ['use-1', '', 'accepted', 'It is likely. Returns vary.'],
  ['use-2', '', 'accepted', 'As far as I know: It is likely.'],
  ['edit', 'It may be.', 'edited', 'It may be.'],
  ['edit', 'It is likely.', 'accepted', 'It is likely.'],
  ['reject', 'It may be.', 'rejected', null],
  ['timeout', '', 'timeout', null],
] as const)('%s with the text “%s” is %s', async (choice, edited, event, used) => {
  expect(await step(plainCoach, form({ choice, shown: offer }, { edited }))).toEqual({
    events: [outcome(event, used)],
    shown: { kind: 'decided', outcome: event, session_id: 's-1', text: used ?? DRAFT },
    typed: { ...form().typed, agent_draft: '' },
    faults: [],
  })
})

it('keeps what was typed since as the next draft', async () => {
  const { typed } = await step(plainCoach, form({ choice: 'use-0', shown: offer }, { agent_draft: 'Next.' }))
  expect(typed.agent_draft).toBe('Next.')
})

it('asking again leaves the open suggestion unanswered, and says so first', async () => {
  const { events } = await step(plainCoach, form({ shown: offer, page: 'page-2' }))
  expect(events.map(({ event }) => event)).toEqual(['timeout', 'offered'])
  expect(events[0]).toEqual(outcome('timeout', null))
})

it('does nothing with a draft that no event could hold, nor with an empty edited text', async () => {
  const faults = [{ path: 'agent_draft', message: 'agent_draft must not be empty' }]
  expect(await step(plainCoach, form({ faults, shown: offer }))).toEqual({
    events: [],
    shown: offer,
    typed: form().typed,
    faults,
  })
  expect((await step(plainCoach, form({ choice: 'edit', shown: offer }))).faults).toEqual([
    { path: 'edited', message: 'the edited text must not be empty' },
  ])
})

it('an example fills the draft, and leaves an open suggestion as it is', async () => {
  const { events, typed, shown } = await step(plainCoach, form({ choice: 'example-2', shown: offer }))
  expect([events, typed.agent_draft, shown]).toEqual([[], EXAMPLES[1]?.draft, offer])
})

it('refuses a choice where there is nothing to choose', async () => {
  await expect(step(plainCoach, form({ choice: 'use-0' }))).rejects.toThrow(
    'invalid-parameter: There is no suggestion to choose.',
  )
})
