// The page /live over a real log, step by step as a browser without a script takes them.
import { expect, it, onTestFinished } from 'vitest'
import { coachOf } from '../support/coach.ts'
import { DRAFT, desk, eventsOf, opened, PAGE, send } from '../support/desk.ts'
import { deskForm } from '../support/desk-form.ts'
import { testFolder } from '../support/folder.ts'
import { freePort } from '../support/free-port.ts'
import { productIn, reportsIn, serveWriter } from '../support/in-process.ts'
import { htmlTree, named, textOf } from '../support/page/html-tree.ts'
import { plainCoach } from '../support/plain-coach.ts'
import { waitFor } from '../support/wait-for.ts'

it('offers a new session, keeps the one it is given, and begins with an example', async () => {
  const { app } = await productIn()
  const redirect = await app.request('/live?example=2', { headers: PAGE })
  expect([redirect.status, redirect.headers.get('location')]).toEqual([
    302,
    expect.stringMatching(/^\/live\?example=2&session_id=live-[0-9a-f]{12}$/),
  ])
  const fields = deskForm(await opened(app, 'session_id=s-7&agent_id=a-1&example=1'))
  expect([fields.get('session_id'), fields.get('agent_id')]).toEqual(['s-7', 'a-1'])
  expect(fields.get('agent_draft')).toMatch(/^Hi Sam/)
  expect((await app.request('/live?session_id=s&example=99')).status).toBe(400)
})

it('shows the suggestion beside the marked draft, and its event stands in the log at once', async () => {
  const { app } = await productIn()
  const person = await desk(app, 'session_id=s-1&agent_id=a-1')
  const { status, headers } = await person.press('suggest', { agent_draft: DRAFT, context: 'Is it safe?' })
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
  const page = htmlTree(person.html())
  expect(textOf(named(page, 'mark')[0] as never)).toContain('guaranteed')
  const link = /href="(\/events\/\d+)"/.exec(person.html())?.[1] as string
  expect((await app.request(link)).status).toBe(200)
  const [offer, ...others] = await eventsOf(app, 1)
  expect([offer, others]).toEqual([
    expect.objectContaining({
      event: 'offered',
      session_id: 's-1',
      agent_id: 'a-1',
      agent_draft: DRAFT,
      policy_refs: ['ADV-6.2'],
      ab_test_bucket: 'on',
      suggestion_id: expect.any(String),
    }),
    [],
  ])
})

it('logs the choice under the suggestion’s id, and shows the text that goes out', async () => {
  const { app, json } = await productIn()
  const person = await desk(app)
  await person.press('suggest', { agent_draft: DRAFT })
  await person.press('edit', { edited: 'It has returned 8% a year.\r\nThat may change.' })
  const [offer, outcome] = await eventsOf(app, 2)
  expect(outcome).toMatchObject({
    event: 'edited',
    session_id: 's-1',
    agent_draft: DRAFT,
    suggestion_used: 'It has returned 8% a year.\nThat may change.',
    suggestion_id: offer?.suggestion_id,
    offer_seq: 1,
    resolution: 'first',
  })
  expect(person.main()).toContain('Used with your changes')
  expect(person.main()).toContain('That may change.')
  expect(person.form().get('agent_draft')).toBe('')
  expect(await json('/analytics/summary')).toMatchObject({ accept_rate: 100, resolved_offers: 1 })
})

it('a double click and a reload log nothing twice', async () => {
  const { app } = await productIn()
  const person = await desk(app)
  const asked = person.form({ agent_draft: DRAFT, do: 'suggest' })
  const [first, again] = [await send(app, asked), await send(app, asked)]
  const use = deskForm(first.html, { do: 'use-0' })
  const answers = await Promise.all([send(app, use), send(app, use)])
  await send(app, deskForm(again.html, { do: 'use-0' })) // the reloaded page knows the same suggestion
  expect((await eventsOf(app, 2)).map(({ event }) => event)).toEqual(['offered', 'accepted'])
  expect(answers.map(({ html }) => /accepted<\/span> <a href="(\/events\/\d+)"/.exec(html)?.[1])).toEqual([
    '/events/2',
    '/events/2',
  ])
})

it('asking again says first that the open suggestion was not answered', async () => {
  const { app } = await productIn()
  const person = await desk(app)
  await person.press('suggest', { agent_draft: DRAFT })
  await person.press('suggest', { agent_draft: 'Calm down.' })
  expect((await eventsOf(app, 3)).map(({ event, offer_seq }) => [event, offer_seq])).toEqual([
    ['offered', null],
    ['timeout', 1],
    ['offered', null],
  ])
})

it('in the comparison group logs what was withheld, and shows nothing of it', async () => {
  const { app } = await productIn(testFolder(), {}, { coach: coachOf({ bucket: 'off' }) })
  const person = await desk(app)
  await person.press('suggest', { agent_draft: DRAFT })
  expect(await eventsOf(app, 1)).toMatchObject([
    { event: 'withheld', ab_test_bucket: 'off', policy_refs: ['ADV-6.2'] },
  ])
  expect(person.main()).toContain('This session is in the comparison group')
  for (const said of ['ADV-6.2', '<mark', 'id="suggestion"', 'alternate'])
    expect(person.html()).not.toContain(said)
})

it('sends a page of some kilobytes, compressed, to whoever takes that', async () => {
  const { app } = await productIn()
  const fields = deskForm(await opened(app), { agent_draft: DRAFT, do: 'suggest' })
  const { headers, html } = await send(app, fields, { 'accept-encoding': 'gzip' })
  expect([headers.get('content-encoding'), html.length < 6_000]).toEqual(['gzip', true])
})

it('sends parts to htmx: the desk, and of another attempt only what is logged', async () => {
  const { app } = await productIn()
  const asked = deskForm(await opened(app), { agent_draft: DRAFT, do: 'suggest' })
  const part = await send(app, asked, { 'hx-request': 'true' })
  const retried = await send(app, deskForm(part.html, { do: 'retry' }), { 'hx-request': 'true' })
  expect([part.html.startsWith('<form id="desk"'), retried.html.startsWith('<div role="status">')]).toEqual([
    true,
    true,
  ])
})

it('without a writer still suggests, holds what happened in order, and delivers it when the writer is back', async () => {
  const folder = testFolder()
  const port = await freePort()
  const writer = await serveWriter(folder, {}, port)
  const reports = await reportsIn(folder, writer.url)
  await waitFor('the writer to be seen', () => reports.writer.status.state === 'up')
  await writer.stop()
  await waitFor('the writer to be missed', () => reports.writer.status.state === 'down')
  const { app } = reports
  const person = await desk(app)
  await person.press('suggest', { agent_draft: DRAFT })
  expect(person.main()).toContain('Not logged yet')
  expect(person.main()).toContain(person.texts()[0])
  await person.press('example-1') // goes nowhere, and takes along what waits
  await person.press('use-1')
  expect(person.main()).toContain('These 2 events wait in this page')
  const held = person.form().getAll('held')
  expect(held.map((event) => JSON.parse(event).event)).toEqual(['offered', 'accepted'])

  const back = await serveWriter(folder, {}, port)
  onTestFinished(back.stop)
  await waitFor('the writer to be seen again', () => reports.writer.status.state === 'up')
  await person.press('retry')
  expect(person.form().getAll('held')).toEqual([])
  expect(person.main()).toMatch(/Logged offered event 1.* accepted event 2/)
  const answered = await send(app, person.form({ do: 'retry', held: held[0] as string }))
  expect(answered.html).toContain('event 1')
  expect(await eventsOf(app, 2)).toMatchObject([
    { event: 'offered', occurred_at: expect.any(String) },
    { event: 'accepted', offer_seq: 1, resolution: 'first', suggestion_used: expect.any(String) },
  ])
})

it('shows any draft as it is, and logs it so', async () => {
  const { app } = await productIn()
  const drafts = [
    '<script>alert(1)</script> guaranteed returns <b>"&amp;\'</b>',
    'שלום guaranteed returns \u202Eevil\u202C مرحبا',
    '😀 guaranteed returns 👩‍👩‍👧 𝕲',
    '\n\nguaranteed\nreturns\n',
    `guaranteed returns ${'😀'.repeat(9_990)}.`,
  ]
  const expected = []
  for (const draft of drafts) {
    const person = await desk(app)
    await person.press('suggest', { agent_draft: draft.replaceAll('\n', '\r\n') })
    expect(person.form().get('agent_draft')?.replaceAll('\r\n', '\n')).toBe(draft)
    expect(person.html()).not.toContain('<script>alert')
    const [suggestion] = person.texts()
    await person.press('use-0')
    expected.push({ agent_draft: draft }, { agent_draft: draft, suggestion_used: suggestion })
  }
  expect(await eventsOf(app, expected.length)).toMatchObject(expected)
})

it('says when a text is longer than an event takes, and logs no other in its place', async () => {
  const coach = { ...coachOf(), ...plainCoach }
  const { app, json } = await productIn(testFolder(), {}, { coach })
  const person = await desk(app)
  await person.press('suggest', { agent_draft: 'x'.repeat(20_000) })
  await person.press('use-1')
  expect(person.main()).toContain(
    'accepted was not logged: The event is not valid. suggestion_used must be at most 20,000 characters',
  )
  expect(await json('/events/stats', { 'x-min-seq': '1' })).toMatchObject({ total_events: 1 })
})
