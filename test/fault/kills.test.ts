// The short run of the scenario beside it; `npm run fault -- kills` runs it for longer.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { kills } from './scenarios/kills.ts'

/** Ten times what it takes on a machine that has nothing else to do. */
const PATIENCE_MS = 300_000

it(
  'processes killed at random under load lose no event and store none twice, and no report goes unanswered or back',
  async () => {
    const plan = {
      cycles: 4,
      mostAfterMs: 500,
      clients: 8,
      batchClients: 2,
      readers: 2,
      medianMs: null,
      seed: 20_261_226,
    }
    const { figures, faults } = await kills(testFolder(), plan, () => {})
    expect(faults).toEqual([])
    expect(figures).toMatchObject({
      ...{ 'killed: writer': 1, 'killed: writer twice': 1, 'killed: report': 1, 'killed: supervisor': 1 },
      'reads that failed': 0,
    })
    expect(figures['events exported']).toBeGreaterThan(0)
    expect(figures.stored).toBe(figures.acknowledged)
  },
  PATIENCE_MS,
)
