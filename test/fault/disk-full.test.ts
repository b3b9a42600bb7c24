// The short run of the scenario beside it; `npm run fault -- disk-full` runs it for longer.
import { expect, it } from 'vitest'
import { canLoopDisk } from '../support/disk/loop-disk.ts'
import { testFolder } from '../support/folder.ts'
import { diskFull } from './scenarios/disk-full.ts'

const canFill = await canLoopDisk()

it.skipIf(!canFill)(
  'a disk that becomes full refuses events and nothing else, and all comes back by itself when there is room (skipped where no disk can be mounted)',
  async () => {
    const rounds = [
      { moment: 'publish', leaves: 0 },
      { moment: 'any', leaves: 64 },
    ] as const
    const plan = {
      connections: 16,
      rounds,
      storedWithinMs: 20_000,
      publishedWithinMs: 20_000,
      seed: 20_261_130,
    }
    const { figures, faults } = await diskFull(testFolder(), plan, () => {})
    expect(faults).toEqual([])
    expect(figures.pages).toBeGreaterThan(0)
    expect(figures['507 disk-full']).toBeGreaterThan(0)
  },
)
