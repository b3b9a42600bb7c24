// Every named step of the writer, its ledger and its commands, and a process killed there, round after round.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { BULK_STEPS, JOURNAL_STEPS } from '../../../functions/write/ledger/steps.ts'
import {
  fileOfRows,
  IMPORT_STEPS,
  importKilledAt,
  RESTORING_STEPS,
  restoreKilledAt,
  writerOfImportKilledAt,
} from './killed-commands.ts'
import { LEDGER_STEPS, ledgerKilledAt } from './killed-ledger.ts'
import { fillSixteen, type Killing, PUBLISH_KILLINGS, writerKilledAt } from './killed-writer.ts'
import type { Outcome, Progress } from './scenario.ts'

export type StepsPlan = { rounds: number; importedRows: number; seed: number }

/** Of the journal, those that a load of small events meets. */
const UNDER_CLIENTS = JOURNAL_STEPS.filter((step) => !step.startsWith('file-'))

/** A killing in a folder of its own; resolves with what was wrong. */
type Kill = (folder: string) => Promise<string[]>

export async function killedAtEveryStep(
  folder: string,
  { rounds, importedRows, seed }: StepsPlan,
  progress: Progress,
): Promise<Outcome> {
  const random = mulberry32(seed)
  const upTo = (most: number) => 1 + Math.floor(random() * most)
  const source = join(folder, 'source')
  mkdirSync(source)
  const rows = { file: fileOfRows(source, importedRows), rows: importedRows }
  const sixteen = await fillSixteen(join(folder, 'sixteen'))
  const killings = (): [room: string, Kill][] => [
    ...LEDGER_STEPS.map(([step, times]): [string, Kill] => [
      'ledger',
      (own) => ledgerKilledAt(join(own, 'qa_runs.duckdb'), step, upTo(times)),
    ]),
    ...UNDER_CLIENTS.map((step): [string, Kill] => {
      const often = step.startsWith('record-') || step.startsWith('rows-')
      const killing: Killing = { step, nth: often ? upTo(30) : 1, from: 'nothing' }
      return ['journal under clients', (own) => writerKilledAt(own, killing, sixteen)]
    }),
    ...Object.entries(PUBLISH_KILLINGS).flatMap(([room, list]) =>
      list.map((killing): [string, Kill] => [room, (own) => writerKilledAt(own, killing, sixteen)]),
    ),
    ...IMPORT_STEPS.map((step): [string, Kill] => [
      'import into the file',
      (own) => importKilledAt(own, rows, step, 1),
    ]),
    ...BULK_STEPS.map((step): [string, Kill] => [
      'import through the writer',
      (own) => writerOfImportKilledAt(own, rows, step, upTo(2)),
    ]),
    ...RESTORING_STEPS.map((step): [string, Kill] => [
      'restore',
      (own) => restoreKilledAt(own, sixteen, step, step === 'segment-restored' ? upTo(10) : 1),
    ]),
  ]
  const kills: Record<string, number> = {}
  const faults: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    for (const [room, kill] of killings()) {
      const own = join(folder, 'own')
      mkdirSync(own)
      faults.push(...(await kill(own)))
      kills[room] = (kills[room] ?? 0) + 1
      rmSync(own, { recursive: true })
    }
    progress(`round ${round} of ${rounds}, ${faults.length} faults`)
  }
  return { figures: { rounds, ...kills }, faults }
}
