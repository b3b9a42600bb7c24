// What /live does not take: faulty fields, forms of other pages, keys that may not.
import { expect, it } from 'vitest'
import type { Edge } from '../../functions/edge/entrance.ts'
import { DRAFT, desk, opened, PAGE, send } from '../support/desk.ts'
import { deskForm } from '../support/desk-form.ts'
import { testFolder } from '../support/folder.ts'
import { productIn, withoutKeys } from '../support/in-process.ts'

it.each([
  ['no draft', { agent_draft: '' }, 'agent_draft must not be empty'],
  ['too long a draft', { agent_draft: 'x'.repeat(20_001) }, 'agent_draft must be at most 20,000 characters'],
  [
    'a session that is no id',
    { agent_draft: DRAFT, session_id: 'søk' },
    'session_id must be printable ASCII',
  ],
  [
    'too long a context',
    { agent_draft: DRAFT, context: 'x'.repeat(20_001) },
    'context must be at most 20,000',
  ],
])('with %s says what to change, keeps what was typed, and logs nothing', async (_, typed, words) => {
  const { app, json } = await productIn()
  const person = await desk(app)
  const { status } = await person.press('suggest', typed)
  expect([status, person.main().includes(words)]).toEqual([422, true])
  expect(Object.fromEntries(person.form())).toMatchObject(typed)
  expect(await json('/events/stats')).toMatchObject({ total_events: 0 })
})

it('refuses what no page of ours has sent', async () => {
  const { app } = await productIn()
  const person = await desk(app)
  const refusals = await Promise.all([
    send(app, person.form({ do: 'use-0' })),
    send(app, person.form({ do: 'suggest', shown: '{"kind":"offer"}' })),
    send(app, person.form({ do: 'suggest', held: '[' })),
    send(app, person.form({ do: 'no such button' })),
    send(app, person.form(), { 'content-type': 'text/plain' }),
    send(app, person.form({ context: 'x'.repeat(5_000_000) })),
  ])
  expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 400, 415, 413])
})

it('takes the form of a page of ours and of a program, and refuses that of any other page', async () => {
  const { app } = await productIn()
  const body = deskForm(await opened(app), { agent_draft: DRAFT }).toString()
  const status = async (headers: Record<string, string>) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return (await app.request('/live', { method: 'POST', headers: { ...type, ...headers }, body })).status
  }
  expect([
    await status({ origin: 'http://localhost' }),
    await status({ origin: 'https://coach.example', 'sec-fetch-site': 'same-origin' }), // through a proxy
    await status({}),
    await status({ origin: 'https://evil.example' }),
    await status({ origin: 'http://localhost', 'sec-fetch-site': 'cross-site' }),
    await status({ 'sec-fetch-site': 'same-site' }),
    await status({ origin: 'null' }),
  ]).toEqual([200, 200, 200, 403, 403, 403, 403])
})

it('with keys a login may choose on a page of ours alone, and needs a key that may read and write', async () => {
  const secret = (name: string) => `${name}-${name}-${name}-${name}`
  const basic = (name: string) => ({
    authorization: `Basic ${Buffer.from(`${name}:${secret(name)}`).toString('base64')}`,
  })
  const edge: Edge = {
    ...withoutKeys,
    keys: [
      { name: 'agent', secret: secret('agent'), scopes: ['write', 'read'] },
      { name: 'lead', secret: secret('lead'), scopes: ['read'] },
    ],
  }
  const { app } = await productIn(testFolder(), { edge })
  const html = await (
    await app.request('/live?session_id=s', { headers: { ...PAGE, ...basic('agent') } })
  ).text()
  const fields = deskForm(html, { agent_draft: DRAFT, do: 'suggest' })
  const asked = await Promise.all([
    send(app, fields, basic('agent')),
    send(app, fields, { authorization: `Bearer ${secret('agent')}` }),
    send(app, fields, basic('lead')),
    send(app, fields),
    send(app, fields, { ...basic('agent'), origin: 'https://evil.example' }),
  ])
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 403, 401, 403])
  expect(asked[2]?.html).toContain('<h1>This API key is for something else</h1>')
  expect(asked[3]?.headers.get('www-authenticate')).toMatch(/^Basic /)
  const body = { method: 'POST', body: fields.toString() }
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const silent = await app.request('/live', { ...body, headers: { ...type, ...basic('agent') } })
  expect([silent.status, silent.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
})
