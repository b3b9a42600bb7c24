// The short run of the scenario beside it; `npm run fault` runs it for longer.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { inFull } from '../support/in-full.ts'
import { everything } from './scenarios/everything.ts'

/** Ten times what it takes on a machine that has nothing else to do. */
const PATIENCE_MS = 300_000

it.runIf(inFull)(
  'killed, paused, slowed down and beset by rude clients at once, the product loses nothing and every report is whole',
  async () => {
    const plan = {
      ...{ history: 1, clients: 4, batchClients: 1, readers: 2, slowExportSeconds: 5 },
      ...{ disturbances: 5, disturbedSeconds: 0, mostAfterMs: 1_000, mostCrowdPauseMs: 1_000 },
      ...{ calmSeconds: 0, slackMs: 60_000, mostRatio: null, seed: 20_261_984 },
    }
    const { figures, faults } = await everything(testFolder(), plan, () => {})
    expect(faults).toEqual([])
    expect(figures['reads that failed']).toBe(0)
    expect(figures['rounds of bystanders']).toBeGreaterThan(0)
    expect(figures.stored).toBeGreaterThanOrEqual(figures.acknowledged as number)
  },
  PATIENCE_MS,
)
