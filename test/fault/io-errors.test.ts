// The short run of the scenario beside it; `npm run fault -- io-errors` has more faults, again and again.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { canTrace } from '../support/recording/strace.ts'
import { ioErrors } from './scenarios/io-errors.ts'

/** The writer is started again three times. */
const LONGEST_MS = 300_000

it.skipIf(!(await canTrace()))(
  'a writer whose disk fails says so, acknowledges nothing from then on, is back by itself and has lost nothing (needs strace)',
  async () => {
    const faults = [
      'no flush of the journal succeeds',
      'writes of the journal write nothing',
      'every other write and flush is interrupted',
      'the disk is full at a flush, and cannot be cut back',
    ]
    const plan = { faults, rounds: 1, connections: 16, mostMs: 60_000, seed: 20_261_130 }
    const outcome = await ioErrors(testFolder(), plan, () => {})
    expect(outcome.faults).toEqual([])
  },
  LONGEST_MS,
)
