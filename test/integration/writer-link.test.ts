// The way to a writer that is slow to answer, or does not answer at all.
import { expect, it, onTestFinished } from 'vitest'
import { decodeSent, encodeAnswers } from '../../functions/handoff/frame.ts'
import { listen } from '../../functions/local/http-server.ts'
import { WriterLink } from '../../functions/writer-link.ts'
import { silent } from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

/** An HTTP server where a writer would be; what it says of its health, and of events, can be held back. */
async function writerThat(holds: { health: boolean; events: boolean }) {
  const asked = { health: 0, events: 0 }
  let held: (() => void)[] = []
  const release = () => {
    for (const answer of held) answer()
    held = []
  }
  const server = await listen(
    async (request) => {
      const what = request.method === 'GET' ? 'health' : 'events'
      asked[what] += 1
      if (holds[what]) await new Promise<void>((resolve) => held.push(resolve))
      if (what === 'health') return new Response('{}')
      const events = decodeSent(new Uint8Array(await request.arrayBuffer()))
      return new Response(encodeAnswers(events.map(() => ({ ok: true, json: '{"ok":true}' }))))
    },
    { host: '127.0.0.1', port: 0, log: silent },
  )
  const link = new WriterLink({ url: server.url, clock: Date.now, keys: [] })
  onTestFinished(async () => {
    release()
    await link.close()
    await server.drain()
  })
  await waitFor('the writer to be seen', () => link.status.state === 'up')
  const submit = () =>
    link.submit({ key: null, body: new Uint8Array(1) }).then(
      () => 'stored',
      ({ slug }) => slug,
    )
  return { link, asked, holds, release, submit }
}

it('a writer that answers events counts as up, even when it is too busy to say how it is', async () => {
  const { link, asked, holds, submit } = await writerThat({ health: false, events: false })
  const changes: string[] = []
  link.onChange(() => changes.push(link.status.state))
  holds.health = true
  const before = asked.health
  const answers = new Set<string>()
  await waitFor('a check without an answer', async () => {
    answers.add(await submit())
    return asked.health >= before + 2
  })
  expect([[...answers], changes]).toEqual([['stored'], []])
})

it('a writer that answers nothing leaves no caller hanging: its events have an unknown outcome, later ones are refused', async () => {
  const { link, asked, holds, submit } = await writerThat({ health: false, events: false })
  Object.assign(holds, { health: true, events: true })
  const handed = submit()
  await waitFor('the writer to count as down', () => link.status.state === 'down')
  expect(asked.events).toBe(1)
  expect(await submit()).toBe('writer-unavailable')
  expect(await handed).toBe('outcome-unknown')
  Object.assign(holds, { health: false, events: false })
  await waitFor('the writer to be back', () => link.status.state === 'up')
  expect(await submit()).toBe('stored')
})

it('a writer that was only held up for a moment still gives its answer', async () => {
  const { link, holds, release, submit } = await writerThat({ health: false, events: false })
  Object.assign(holds, { health: true, events: true })
  const handed = submit()
  await waitFor('the writer to count as down', () => link.status.state === 'down')
  Object.assign(holds, { health: false, events: false })
  release()
  expect(await handed).toBe('stored')
})
