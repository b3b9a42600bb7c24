// The short run of the scenario beside it; `npm run fault -- io-errors` has more faults, again and again.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { canLimitMemory } from '../support/recording/little-memory.ts'
import { canTrace } from '../support/recording/strace.ts'
import { IO_FAULTS, ioErrors, NO_MEMORY } from './scenarios/io-errors.ts'

/** Each ends a writer, and waits for its successor. */
const LONGEST_MS = 300_000
const plan = { rounds: 1, connections: 16, mostMs: LONGEST_MS, seed: 20_261_130 }

const HERE = [
  'no flush of the journal succeeds',
  'writes of the journal write nothing',
  'every other write and flush of the journal is interrupted',
  'the disk is full at a flush of the table, which cannot be cut back',
]

it.skipIf(!(await canTrace()))(
  'a writer whose disk fails says so, acknowledges nothing from then on, is back by itself and has lost nothing (needs strace)',
  async () => {
    const faults = IO_FAULTS.filter(({ name }) => HERE.includes(name))
    expect(faults.map(({ name }) => name)).toEqual(HERE)
    const outcome = await ioErrors(testFolder(), { ...plan, faults }, () => {})
    expect(outcome.faults).toEqual([])
  },
  LONGEST_MS,
)

it.skipIf(!canLimitMemory())(
  'a writer that the kernel kills for want of memory is back by itself and has lost nothing (needs root and control groups)',
  async () => {
    const outcome = await ioErrors(testFolder(), { ...plan, faults: [NO_MEMORY] }, () => {})
    expect(outcome.faults).toEqual([])
  },
  LONGEST_MS,
)
