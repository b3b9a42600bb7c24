// A writer whose disk has less room than it keeps: it takes nothing new, and does not start.
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { event, openWriter, paths, postTo, writerIn } from '../support/in-process.ts'
import { manifestIn } from '../support/published.ts'
import { waitFor } from '../support/wait-for.ts'

it('a start waits for room before it opens anything, and ends at once when it is not wanted any more', async () => {
  const folder = testFolder()
  const stopping = new AbortController()
  const started = openWriter(folder, { freeBytes: () => 1, stopping: stopping.signal })
  stopping.abort()
  await expect(started).rejects.toMatchObject({ name: 'AbortError' })
  expect(readdirSync(folder)).toEqual([])
})

it('without room every kind of post is 507 and says when to come back, and the writer stays', async () => {
  let free = 128 * 1024 * 1024
  const { app } = await writerIn(testFolder(), { freeBytes: () => free })
  expect((await postTo(app, event())).status).toBe(200)
  free -= 1
  await waitFor('a refusal', async () => (await postTo(app, event())).status !== 200)
  const batch = (query: string) =>
    app.request(`/events/coach/batch${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify([event()]),
    })
  for (const answer of [await postTo(app, event()), await batch(''), await batch('?atomic=true')])
    expect([
      answer.status,
      answer.headers.get('retry-after'),
      ((await answer.json()) as { type: string }).type,
    ]).toEqual([507, '2', '/problems/disk-full'])
  expect((await app.request('/health')).status).toBe(200)
  free += 1
  await waitFor('an event to be taken again', async () => (await postTo(app, event())).status === 200)
})

it('a clean stop without room leaves in the journal what it cannot move, and the next start moves it', async () => {
  const folder = testFolder()
  let free = 128 * 1024 * 1024
  const options = { freeBytes: () => free, publishIntervalMs: 600_000 }
  const first = await writerIn(folder, options)
  await postTo(first.app, event()) // published at once, and then nothing for a while
  await waitFor('publication', () => manifestIn(folder).watermark === 1)
  await postTo(first.app, event())
  free = 0
  await waitFor('a refusal', async () => (await postTo(first.app, event())).status === 507)
  await first.stop()
  const { ledgerFile } = paths(folder)
  const rows = () => rowsOf(ledgerFile, 'SELECT count(*)::INTEGER AS n FROM coach_events')
  const [stopped] = await rows()
  free = 128 * 1024 * 1024
  const second = await writerIn(folder, options)
  const answer = await postTo(second.app, event())
  const { seq } = (await answer.json()) as { seq: number }
  await second.stop()
  expect([stopped?.n, await rows()]).toEqual([1, [{ n: seq }]])
  expect(seq).toBeGreaterThanOrEqual(3)
})
