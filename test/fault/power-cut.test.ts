// The short run of the scenario beside it, and its control; `npm run fault -- power-cut` runs it for longer.
import { describe, expect, it } from 'vitest'
import { lyingFlush } from '../support/disk/lying-flush.ts'
import { canCutPower } from '../support/disk/power-cut.ts'
import { testFolder } from '../support/folder.ts'
import { powerCut } from './scenarios/power-cut.ts'

const canCut = await canCutPower()
const plan = { connections: 16, cuts: 1, lifeMs: 1_000, settings: {}, seed: 20_261_130 }

describe.skipIf(!canCut)('a power cut (skipped where no disk can be mounted and shut down)', () => {
  it('takes nothing of what was acknowledged, and what is published is whole', async () => {
    const { figures, faults } = await powerCut(testFolder(), plan, () => {})
    expect(faults).toEqual([])
    expect(figures.acknowledged).toBeGreaterThan(0)
  })

  it('is caught by the clients’ books where flushes do nothing (skipped without gcc)', async ({ skip }) => {
    const folder = testFolder()
    const settings = await lyingFlush(folder)
    if (settings === null) return skip('there is no compiler')
    const told = await powerCut(folder, { ...plan, settings }, () => {}).then(
      ({ faults }) => faults.join('\n'),
      (error: Error) => String(error.cause), // it did not even start again
    )
    expect(told).toMatch(/acknowledged and not stored|the product ended with 4/)
  })
})
