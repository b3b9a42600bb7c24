// A ledger that stops at each step of its creation, its journal, its table, its index of ids and its end.
// `npm run fault -- steps` kills a process at every one of them; here that is done at three, and of one run the files are
// kept as they lie at each step, which is what kill -9 leaves.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { LedgerStep } from '../../functions/write/ledger/steps.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { some } from '../support/in-full.ts'
import { runLedger } from '../support/ledger-run.ts'
import { LEDGER_STEPS, ledgerFaults, ledgerKilledAt } from './scenarios/killed-ledger.ts'

describe('the files of a ledger, as they lie when it meets for the first or the last time the step', () => {
  const kept = sharedFolder()
  const said = new Map<string, number>()
  beforeAll(async () => {
    const [running, met] = [join(kept, 'running'), new Map<LedgerStep, number>()]
    mkdirSync(running)
    let last = 0
    const keep = (step: LedgerStep) => {
      const time = (met.get(step) ?? 0) + 1
      met.set(step, time)
      const copies = LEDGER_STEPS.filter(([name, most]) => name === step && (time === 1 || time === most))
      for (const _ of copies) {
        const copy = join(kept, `${step} ${time}`)
        cpSync(running, copy, { recursive: true })
        rmSync(join(copy, 'qa_runs.duckdb.lock'), { force: true }) // its process is gone
        said.set(`${step} ${time}`, last)
      }
    }
    await runLedger(join(running, 'qa_runs.duckdb'), keep, (seq) => {
      last = seq
    })
  })

  it.each(
    some(
      3,
      LEDGER_STEPS.flatMap(
        ([step, most]) =>
          (most === 1
            ? [[step, 1]]
            : [
                [step, 1],
                [step, most],
              ]) as [LedgerStep, number][],
      ),
    ),
  )(
    '%s, are opened again by themselves: nothing lost, nothing doubled, no stray file (time %i)',
    async (step, time) => {
      const copy = `${step} ${time}`
      expect(await ledgerFaults(join(kept, copy, 'qa_runs.duckdb'), said.get(copy) as number)).toEqual([])
    },
  )
})

it.each(['draft-checkpointed', 'record-synced', 'rows-committed'] as const)(
  'a ledger killed when it meets the step %s loses nothing, doubles nothing and leaves no stray file',
  async (step) => {
    expect(await ledgerKilledAt(join(testFolder(), 'qa_runs.duckdb'), step, 1)).toEqual([])
  },
)
