import { expect, it } from 'vitest'
import { tokenBucket } from '../../functions/edge/token-bucket.ts'

/** A bucket of 4 requests in 2 s, and its clock (ms). */
function bucket() {
  const time = { now: 1_000_000 }
  return { time, take: tokenBucket({ requests: 4, seconds: 2 }, () => time.now) }
}

it('grants as many requests at once as it holds, then refuses and says when the next may come', () => {
  const { take } = bucket()
  expect([take(), take(), take(), take(), take(), take()]).toEqual([
    { granted: true, remaining: 3, seconds: 1 },
    { granted: true, remaining: 2, seconds: 1 },
    { granted: true, remaining: 1, seconds: 2 },
    { granted: true, remaining: 0, seconds: 1 },
    { granted: false, remaining: 0, seconds: 1 },
    { granted: false, remaining: 0, seconds: 1 },
  ])
})

it('refills steadily, up to what it holds and no further', () => {
  const { take, time } = bucket()
  for (let n = 0; n < 4; n += 1) take()
  time.now += 499
  expect(take().granted).toBe(false)
  time.now += 1
  expect([take(), take()]).toEqual([
    { granted: true, remaining: 0, seconds: 1 },
    { granted: false, remaining: 0, seconds: 1 },
  ])
  time.now += 3_600_000
  expect(take()).toEqual({ granted: true, remaining: 3, seconds: 1 })
})

it('is not emptied or filled by a clock that goes back', () => {
  const { take, time } = bucket()
  take()
  time.now -= 60_000
  expect(take()).toEqual({ granted: true, remaining: 2, seconds: 1 })
  time.now += 500
  expect(take()).toEqual({ granted: true, remaining: 2, seconds: 1 })
})
