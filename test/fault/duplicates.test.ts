// The short run of the scenario beside it; `npm run fault -- duplicates` runs it for longer.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { duplicates } from './scenarios/duplicates.ts'

it('events sent twice through both ports, while the writer is killed again and again, are stored once under one seq', async () => {
  const plan = { deliveries: 6_000, repeats: 0.2, connections: 64, kills: 3, seed: 20_261_124 }
  const { figures, faults } = await duplicates(testFolder(), plan, () => {})
  expect(faults).toEqual([])
  expect(figures).toMatchObject({ kills: 3, stored: 4_800, acknowledged: 4_800, verified: 4_800 })
  // They met: while the first was under way, when it was stored, and over a killed writer.
  for (const kind of ['409 id-in-flight', '200 duplicate', '503 outcome-unknown'])
    expect(figures[kind]).toBeGreaterThan(0)
})
