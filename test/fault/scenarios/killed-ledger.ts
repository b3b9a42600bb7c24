// A ledger whose process dies at a named step: the next one has every event that was said to be stored, once and
// unchanged, knows their ids, and leaves nothing behind but its files.
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  CLOSE_STEPS,
  CREATE_STEPS,
  ID_STEPS,
  JOURNAL_STEPS,
  type LedgerStep,
} from '../../../functions/write/ledger/steps.ts'
import { type Death, runProgram } from '../../support/doomed.ts'
import { rowsOf } from '../../support/duck.ts'
import { EVENTS_A_COMMIT, openSmallLedger } from '../../support/ledger-run.ts'
import { IS_LARGE_EVENT, largeEvent } from '../../support/logged.ts'

/**
 * How often the program meets a step at least, where that is more than once. How many files the index of ids has depends on
 * the disk: what comes while one is being written is left to the next.
 */
const TIMES: Partial<Record<LedgerStep, number>> = {
  ...{ 'record-written': 36, 'record-synced': 36, 'file-turned-over': 3, 'file-released': 2 },
  ...{ 'rows-appended': 4, 'rows-committed': 4 },
  ...{ 'ids-written': 2, 'ids-synced': 2, 'ids-named': 2, 'ids-tidied': 2 },
}
/** The steps of a ledger that imports and restores nothing, and how often the program meets each. */
export const LEDGER_STEPS = [...CREATE_STEPS, ...JOURNAL_STEPS, ...ID_STEPS, ...CLOSE_STEPS].map(
  (step): [LedgerStep, number] => [step, TIMES[step] ?? 1],
)

/** @param ledgerFile in a folder of its own  @returns what was wrong, a sentence each */
export async function ledgerKilledAt(ledgerFile: string, step: LedgerStep, nth: number): Promise<string[]> {
  const { lines, death } = await runProgram('ledger', [ledgerFile, step, String(nth)])
  const at = `killed at ${step}, time ${nth}`
  return [...deathFaults(death), ...(await ledgerFaults(ledgerFile, Number(lines.at(-1) ?? 0)))].map(
    (fault) => `${at}: ${fault}`,
  )
}

/** Ids that are asked for, at most: with each comes what its event says. */
const ASKED = 1_000

export const deathFaults = ([code, signal]: Death): string[] =>
  signal === 'SIGKILL' ? [] : [`the process was not killed there, it ended with ${code ?? signal}`]

/** @param said the last seq that was said to be stored; as many as a commit has may be stored beyond it */
export async function ledgerFaults(ledgerFile: string, said: number): Promise<string[]> {
  const ledger = await openSmallLedger(ledgerFile)
  const seqs = Array.from({ length: ledger.lastSeq }, (_, n) => n + 1)
  const asked = seqs.filter((seq) => seq % Math.ceil(seqs.length / ASKED) === 0)
  const known = await ledger.findIds(asked.map((seq) => largeEvent(seq).id))
  await ledger.close()
  const [stored] = await rowsOf(
    ledgerFile,
    `SELECT count(*)::DOUBLE AS rows, count(DISTINCT seq)::DOUBLE AS seqs, coalesce(max(seq), 0)::DOUBLE AS last,
            count(*) FILTER (${IS_LARGE_EVENT})::DOUBLE AS unchanged
     FROM coach_events`,
  )
  const found = { ...stored, known: [...known].filter(([id, { seq }]) => id === largeEvent(seq).id).length }
  const whole = { rows: seqs.length, seqs: seqs.length, last: seqs.length, unchanged: seqs.length }
  const expected = JSON.stringify({ ...whole, known: asked.length })
  return [
    ...(seqs.length >= said && seqs.length <= said + EVENTS_A_COMMIT
      ? []
      : [`${said} events were said to be stored, ${seqs.length} are`]),
    ...(JSON.stringify(found) === expected ? [] : [`the ledger holds ${JSON.stringify(found)}`]),
    ...strayFaults(dirname(ledgerFile)),
  ]
}

/** @param folder of a product that is stopped */
export function strayFaults(folder: string): string[] {
  const stray = readdirSync(folder).filter(
    (name) => !['qa_runs.duckdb', 'qa_runs.duckdb.ids', 'published'].includes(name),
  )
  return stray.length === 0 ? [] : [`left behind: ${stray}`]
}
