// Keeps the bench from rotting: one very short round. Its figures mean nothing.
import { expect, test } from 'vitest'
import { formatCoach } from './coach.ts'
import { run } from './run.ts'

test('the coach and the route that does nothing answer every request', async () => {
  const plan = { connections: [1, 8], rounds: 1, warmUpMs: 50, rampMs: 50, measureMs: 300 }
  const samples = await run(plan, () => {})
  expect(samples.map(({ peer, connections, refused }) => [peer, connections, refused])).toEqual([
    ['no-op', 1, 0],
    ['no-op', 8, 0],
    ['coach', 1, 0],
    ['coach', 8, 0],
    ['coach, same lines', 1, 0],
    ['coach, same lines', 8, 0],
  ])
  expect(formatCoach(plan, samples)).not.toMatch(/NaN|undefined/)
})
