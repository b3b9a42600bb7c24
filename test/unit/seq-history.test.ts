import { expect, it } from 'vitest'
import { LATE_MS, SeqHistory } from '../../functions/seq-history.ts'

it('finds a snapshot late only when it lacks what the writer held long ago, however busy the log is', () => {
  const history = new SeqHistory()
  for (let second = 0; second <= 600; second += 1) history.note(10 * second, 1_000 * second)
  const now = 600_000
  const held = 10 * ((now - LATE_MS) / 1_000)
  expect([held - 1, held, held + 1].map((seq) => history.lacks(seq, now))).toEqual([true, false, false])
})

it('finds nothing late in a log at rest, nor after its first event in hours', () => {
  const history = new SeqHistory()
  for (const at of [0, 1_000, 8 * 3_600_000]) history.note(7, at)
  history.note(8, 8 * 3_600_000 + 1_000)
  expect(history.lacks(7, 8 * 3_600_000 + 2_000)).toBe(false)
  expect(history.lacks(7, 8 * 3_600_000 + 1_000 + LATE_MS)).toBe(true)
})
