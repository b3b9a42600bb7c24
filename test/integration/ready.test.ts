// What an instance says of itself to whoever sends requests here or elsewhere.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { event, productIn, reportsIn } from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

const room = { free: 60_000_000_000, total: 100_000_000_000, nearlyFull: false }
const disk = { free_bytes: room.free, total_bytes: room.total, nearly_full: false }

async function readiness(app: { request: (path: string) => Response | Promise<Response> }) {
  const answer = await app.request('/readyz')
  const { version, ...said } = (await answer.json()) as Record<string, unknown>
  expect(version).toMatch(/^\d/)
  return [answer.status, said]
}

const upSince = { state: 'up', since: expect.stringMatching(/^20.+Z$/) }
const snapshot = { seq: 1, age_seconds: expect.any(Number), behind: false }

it('is ready with a snapshot, a writer and room on the disk', async () => {
  const { app, post, json } = await productIn(testFolder(), {}, { diskSpace: () => room })
  await post(event())
  await json('/events/stats', { 'X-Min-Seq': '1' })
  expect(await readiness(app)).toEqual([200, { status: 'ready', writer: upSince, snapshot, disk }])
})

it('stays in service without its writer, and says so', async () => {
  const { app, post, json, stopWriter } = await productIn(testFolder(), {}, { diskSpace: () => room })
  await post(event())
  await json('/events/stats', { 'X-Min-Seq': '1' })
  await stopWriter()
  await waitFor('the writer to be missed', async () => {
    const [status, said] = await readiness(app)
    expect(status).toBe(200)
    return (said as { status: string }).status === 'degraded'
  })
  expect(await readiness(app)).toEqual([
    200,
    { status: 'degraded', writer: { ...upSince, state: 'down' }, snapshot, disk },
  ])
})

it.each([
  ['is nearly full', () => ({ ...room, nearlyFull: true }), { ...disk, nearly_full: true }],
  [
    'cannot be looked at',
    () => {
      throw new Error('no such folder')
    },
    null,
  ],
])('is degraded when the disk %s', async (_, diskSpace, told) => {
  const { app, post, json } = await productIn(testFolder(), {}, { diskSpace })
  await post(event())
  await json('/events/stats', { 'X-Min-Seq': '1' })
  expect(await readiness(app)).toEqual([200, { status: 'degraded', writer: upSince, snapshot, disk: told }])
})

it('is not ready where nothing is published, nor while it stops', async () => {
  const { app } = await reportsIn(testFolder())
  expect(await readiness(app)).toEqual([503, expect.objectContaining({ status: 'unready', snapshot: null })])
  const product = await productIn()
  await product.post(event())
  await product.json('/events/stats', { 'X-Min-Seq': '1' })
  product.stop()
  expect(await readiness(product.app)).toEqual([503, expect.objectContaining({ status: 'unready' })])
})

it('lives whatever else is the matter', async () => {
  const { app } = await reportsIn(testFolder())
  const answer = await app.request('/livez')
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { status: 'alive', version: expect.stringMatching(/^\d/) },
  ])
})
