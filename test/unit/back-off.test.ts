import { expect, it } from 'vitest'
import { backOff } from '../../functions/local/back-off.ts'

it('a child that dies is started again at once, then ever later while it keeps dying, and at once after a good life', () => {
  const wait = backOff()
  expect([50, 50, 50, 50, 50, 50, 50, 50, 50, 1_000, 50].map(wait)).toEqual([
    0, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 0, 100,
  ])
})
