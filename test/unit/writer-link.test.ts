// What a report instance learns from the writer's health, also when something else answers in its place.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { LATE_MS } from '../../functions/seq-history.ts'
import { WriterLink } from '../../functions/writer-link.ts'
import { waitFor } from '../support/wait-for.ts'

async function linkTo(body: string) {
  const server = createServer((_, answer) => answer.end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  let now = 0
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const link = new WriterLink({ url, clock: Date.now, elapsed: () => now, keys: [] })
  onTestFinished(async () => {
    await link.close()
    server.close()
  })
  await waitFor('the writer to be seen', () => link.status.state === 'up')
  return { link, later: (ms: number) => (now += ms) }
}

it('knows a snapshot to be late once the writer has held more for longer than publishing takes', async () => {
  const { link, later } = await linkTo('{"status":"healthy","seq":7,"published_seq":5}')
  expect([link.isBehind(5), link.isBehind(7)]).toEqual([false, false])
  later(LATE_MS)
  expect([link.isBehind(5), link.isBehind(7)]).toEqual([true, false])
  link.lost()
  expect(link.isBehind(5)).toBe(false)
})

it.each(['no JSON', '[]', 'null', '{"seq":"7"}'])(
  'takes no number from what is none of its own: %s',
  async (body) => {
    const { link, later } = await linkTo(body)
    later(LATE_MS)
    expect(link.isBehind(0)).toBe(false)
  },
)
