// The desk of /live as it is drawn: what it names, what it leaves out, what it carries along.
import { expect, it } from 'vitest'
import type { Offer, Pending } from '../../../functions/desk/state.ts'
import { Desk, type DeskProps } from '../../../views/desk/desk.tsx'
import { LivePage } from '../../../views/desk/live-page.tsx'
import { confidenceWords } from '../../../views/desk/suggestion.tsx'
import { all, byId, type Element, htmlTree, named, textOf } from '../../support/page/html-tree.ts'
import { page } from './props.ts'

const ID = '00000000-0000-8000-8000-000000000001'
const event: Offer['event'] = {
  event: 'offered',
  session_id: 's-1',
  agent_draft: 'This <b>is</b> guaranteed.',
  suggestion_used: null,
  policy_refs: ['ADV-6.2', 'OLD-1'],
  latency_ms: 1_240,
  ab_test_bucket: 'on',
  event_id: ID,
  suggestion_id: ID,
}
const offer: Offer = {
  kind: 'offer',
  event,
  texts: ['This is <i>likely</i>.', 'This may be.', 'This can be.'],
  rationale: 'Nobody knows & nobody can.',
  confidence: 0.92,
}
const nothing = { logged: [], held: [], why: null, refused: [], dropped: [], published: true }
const advice = {
  id: 'ADV-6.2',
  name: 'No guaranteed returns',
  severity: 'high',
  description: 'Never.',
} as const

const props = (changed: Partial<DeskProps> = {}): DeskProps => ({
  typed: { session_id: 's-1', agent_id: 'a-1', agent_draft: event.agent_draft, context: '' },
  tone: '',
  page: 'page-1',
  faults: [],
  shown: offer,
  checked: {
    parts: [
      { text: 'This <b>is</b> ', policies: [] },
      { text: 'guaranteed', policies: ['ADV-6.2', 'OLD-1'] },
      { text: '.', policies: [] },
    ],
    policies: [advice, { id: 'OLD-1', name: 'OLD-1', severity: null, description: '' }],
  },
  policies: [advice],
  log: nothing,
  focus: 'autofocus',
  decideWithinMs: 120_000,
  ...changed,
})
const drawn = (changed: Partial<DeskProps> = {}): Element => htmlTree(String(<Desk {...props(changed)} />))
const buttons = (desk: Element) =>
  named(desk, 'button')
    .filter(({ attributes }) => !('hidden' in attributes))
    .map((button) => [attributesOf(button).value ?? '', textOf(button)])
const attributesOf = ({ attributes }: Element) => attributes
const withClass = (desk: Element, name: string) =>
  all(desk, ({ attributes }) => attributes.class?.split(' ').includes(name) ?? false)

it('marks what a policy objects to, numbers it, and names the policy for who does not see the mark', () => {
  const desk = drawn()
  expect(named(desk, 'mark').map((mark) => textOf(mark))).toEqual([
    '[No guaranteed returns, OLD-1: guaranteed ]',
  ])
  expect(textOf(...named(desk, 'sup').flatMap(({ children }) => children))).toBe('1 2')
  expect(textOf(withClass(desk, 'checked')[0] as Element)).toBe(
    'This <b>is</b> [No guaranteed returns, OLD-1: guaranteed ].',
  )
  expect(named(withClass(desk, 'policies')[0] as Element, 'li').map((one) => textOf(one))).toEqual([
    'No guaranteed returns ADV-6.2 high Never.',
    'OLD-1',
  ])
})

it('says how sure the coach is in words and in number, and how long it took', () => {
  expect([0, 0.59, 0.6, 0.849, 0.85, 1].map(confidenceWords)).toEqual([
    'Low confidence, 0\u00a0%',
    'Low confidence, 59\u00a0%',
    'Fair confidence, 60\u00a0%',
    'Fair confidence, 85\u00a0%',
    'High confidence, 85\u00a0%',
    'High confidence, 100\u00a0%',
  ])
  expect(textOf(drawn())).toContain('High confidence, 92 % · took 1.24 s')
})

it('offers to use the suggestion, to reject it, to change it, or to use another', () => {
  expect(buttons(drawn())).toEqual([
    ['suggest', 'Ask again'],
    ['use-0', 'Use'],
    ['reject', 'Reject'],
    ['edit', 'Use the edited text'],
    ['', 'Stop the clock'],
    ['use-1', 'Use this one'],
    ['use-2', 'Use this one'],
  ])
})

it('carries along what the next step needs, line breaks and markup whole', () => {
  const desk = drawn({ typed: { ...props().typed, agent_draft: '\n</textarea><p>"' } })
  expect(
    JSON.parse(
      named(desk, 'input').find(({ attributes }) => attributes.name === 'shown')?.attributes.value ?? '',
    ),
  ).toEqual(offer)
  expect(byId(desk, 'desk-agent_draft')?.children).toEqual(['\n\n</textarea><p>"'])
})

it('shows nothing of the coach’s in the comparison group, nor once something was chosen', () => {
  const withheld = textOf(
    drawn({ shown: { kind: 'withheld', session_id: 's-1', text: 'Mine.' }, checked: null }),
  )
  expect(withheld).toContain('This session is in the comparison group')
  const used = textOf(
    drawn({
      shown: { kind: 'decided', session_id: 's-1', outcome: 'accepted', text: 'Good.' },
      checked: null,
    }),
  )
  expect(used).toContain('Used as it was This is what goes out Good. Copy the text')
  for (const said of ['likely', 'This may be', 'Nobody knows']) {
    expect(withheld).not.toContain(said)
    expect(used).not.toContain(said)
  }
})

const pending = (changed: Partial<Pending>): Pending => ({ ...event, ...changed })
const logOf = (changed: Partial<DeskProps['log']>) =>
  byId(drawn({ log: { ...nothing, ...changed } }), 'log') as Element

it('leads to what was logged, as soon as the reports have it', () => {
  const logged = [
    { event, seq: 12 },
    { event: pending({ event: 'accepted' }), seq: null },
  ]
  const links = named(logOf({ logged }), 'a').map(({ attributes }) => attributes.href)
  expect(links).toEqual(['/events/12', '/events/session?session_id=s-1'])
  expect(textOf(logOf({ logged }))).toContain('Logged offered event 12 accepted was logged before')
  const unpublished = logOf({ logged, published: false })
  expect([named(unpublished, 'a'), textOf(unpublished)]).toEqual([
    [],
    expect.stringContaining('offered event 12, not published yet'),
  ])
})

it('lists what is not logged yet in its order, says why, and carries it along', () => {
  const held = [pending({}), pending({ event: 'accepted', agent_draft: `a${'😀'.repeat(200)}` })]
  const log = logOf({ held, why: 'The writer is not running' })
  expect(textOf(log)).toContain('Not logged yet The writer is not running. These 2 events wait in this page')
  expect(named(log, 'bdi').map((one) => textOf(one))).toEqual([event.agent_draft, `a${'😀'.repeat(39)} …`])
  expect(named(log, 'input').map(({ attributes }) => JSON.parse(attributes.value ?? ''))).toEqual(held)
  expect(buttons(log)).toEqual([['retry', 'Try again now']])
  expect(textOf(logOf({ held: [pending({})], why: null }))).toContain(
    'This event waits in this page, and goes',
  )
})

it('says what will never be logged, and what found no room', () => {
  const errors = [{ path: 'suggestion_used', message: 'suggestion_used must be shorter' }]
  expect(
    textOf(logOf({ refused: [{ event, title: 'The event is not valid', errors }], dropped: [event] })),
  ).toBe(
    'offered was not logged: The event is not valid. suggestion_used must be shorter offered is neither logged nor kept: too many events wait here already. Try again now',
  )
})

it('examples are links that keep the session, and buttons of the form while events wait in it', () => {
  const links = named(drawn({ shown: null, checked: null }), 'a').map(({ attributes }) => attributes.href)
  expect(links).toContain('/live?session_id=s-1&agent_id=a-1&example=1')
  const waiting = drawn({ shown: null, checked: null, log: { ...nothing, held: [event] } })
  expect(buttons(waiting).filter(([value]) => value?.startsWith('example-'))).toHaveLength(5)
})

it('says at a field what is wrong with it, and gives it the focus', () => {
  const focused = (desk: Element, name: string) =>
    all(desk, ({ attributes }) => name in attributes).map(({ attributes }) => attributes.id)
  const faulty = (path: string) => [{ path, message: `${path} must not be empty` }]
  const draft = drawn({ faults: faulty('agent_draft'), shown: null, checked: null })
  expect(byId(draft, 'desk-agent_draft')?.attributes).toMatchObject({
    'aria-invalid': 'true',
    'aria-describedby': 'desk-agent_draft-fault',
  })
  expect([focused(draft, 'autofocus'), textOf(byId(draft, 'desk-agent_draft-fault') as Element)]).toEqual([
    ['desk-agent_draft'],
    'agent_draft must not be empty',
  ])
  expect(focused(drawn({ faults: faulty('edited'), focus: 'data-focus' }), 'data-focus')).toEqual([
    'desk-edited',
  ])
  expect(focused(drawn(), 'autofocus')).toEqual(['result-title'])
})

it('the page holds the same desk that an answer for htmx is', () => {
  const whole = String(<LivePage assets={page().assets} {...props()} />)
  expect(whole).toContain(String(<Desk {...props()} />))
  expect(whole).toContain('<a href="/live" aria-current="page">')
})
