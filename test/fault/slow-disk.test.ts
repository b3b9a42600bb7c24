// The short run of the scenario beside it; `npm run fault -- slow-disk` runs it for longer.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { canTrace } from '../support/recording/strace.ts'
import { slowDiskUnderLoad } from './scenarios/slow-disk.ts'

it.skipIf(!(await canTrace()))(
  'a writer whose disk takes 2 s for every flush says so at once, refuses what its queues cannot hold, and loses nothing (needs strace)',
  async () => {
    const plan = {
      ...{ flushMs: 2_000, rounds: 1, connections: 64, largeConnections: 140, bodyBytes: 520_000 },
      ...{ mostMs: 1_500, seed: 20_261_124 },
    }
    const { figures, faults } = await slowDiskUnderLoad(testFolder(), plan, () => {})
    expect(faults).toEqual([])
    expect(figures['429 queue-full']).toBeGreaterThan(0)
  },
)
