// The short run of the scenario beside it; `npm run fault -- paused-writer` runs it for longer.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { pausedWriter } from './scenarios/paused-writer.ts'

it('a writer that is paused leaves no caller hanging and no page unanswered, and goes on where it was', async () => {
  const plan = { connections: 64, pauses: 1, pauseMs: 5_000, mostMs: 6_000, seed: 20_261_124 }
  const { figures, faults } = await pausedWriter(testFolder(), plan, () => {})
  expect(faults).toEqual([])
  expect(figures.pages).toBeGreaterThan(0)
  for (const kind of ['503 outcome-unknown', '503 writer-unavailable'])
    expect(figures[kind]).toBeGreaterThan(0)
})
