// The short run of the scenario beside it; `npm run fault -- overload` runs it for longer.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { overload } from './scenarios/overload.ts'

it('many times the events that it can take leave the product answering: none that it accepted is lost', async () => {
  const plan = {
    ...{ capacitySeconds: 2, capacityConnections: 256, seconds: 5, connections: 1_000 },
    // It gets faster as it gets warm: twice of what it took at first is not always too much.
    ...{ times: 8, warmUpSeconds: 1, mostRatio: null },
  }
  const { figures, faults } = await overload(testFolder(), plan, () => {})
  expect(faults).toEqual([])
  expect(figures['not sent']).toBeGreaterThan(0) // or it was not overloaded
  expect(figures.stored).toBe(figures.acknowledged)
})
