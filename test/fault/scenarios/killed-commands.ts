// `npm run import` and `npm run restore` that die at a named step: the same command once more completes what was begun, adds
// nothing twice, and leaves nothing behind.
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importCommand } from '../../../functions/cli/import-command.ts'
import { restoreCommand } from '../../../functions/cli/restore-command.ts'
import { STAGE_STEPS } from '../../../functions/write/import/steps.ts'
import { BULK_STEPS, CREATE_STEPS, RESTORE_STEPS } from '../../../functions/write/ledger/steps.ts'
import { runProgram, spawnProgram } from '../../support/doomed.ts'
import { rowsOf } from '../../support/duck.ts'
import { openWriter, paths, silent } from '../../support/in-process.ts'
import { judge } from '../../support/oracle.ts'
import { asShipped } from '../../support/policies.ts'
import { runHere } from '../../support/run-here.ts'
import { deathFaults, strayFaults } from './killed-ledger.ts'
import type { Sixteen } from './killed-writer.ts'

export const IMPORT_STEPS = [...STAGE_STEPS, ...BULK_STEPS] as const
export const RESTORING_STEPS = [...RESTORE_STEPS, ...CREATE_STEPS] as const

/** Writes a file of rows, every third without an id of its own. @returns its path */
export function fileOfRows(folder: string, rows: number): string {
  const path = join(folder, 'rows.ndjson')
  const lines = Array.from({ length: rows }, (_, n) =>
    JSON.stringify({
      event: 'offered',
      session_id: `session ${n % 1_000}`,
      agent_draft: `draft ${n}`,
      latency_ms: 1,
      ...(n % 3 === 0 ? {} : { event_id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` }),
    }),
  )
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

type Rows = { file: string; rows: number }

/** The command itself dies, while no writer runs. @param folder that is empty */
export async function importKilledAt(folder: string, { file, rows }: Rows, step: string, nth: number) {
  const { death } = await runProgram('command', ['import', folder, step, String(nth), file])
  return [...deathFaults(death), ...(await importedOnce(folder, file, rows))].map(
    (fault) => `an import killed at ${step}, time ${nth}: ${fault}`,
  )
}

/** The writer dies, through which the command imports. @param folder that is empty */
export async function writerOfImportKilledAt(
  folder: string,
  { file, rows }: Rows,
  step: string,
  nth: number,
) {
  const { stdout, died } = await spawnProgram('writer', [folder, step, String(nth)])
  await new Promise((resolve) => stdout.once('data', resolve))
  const { code, output, errors } = await importHere(folder, file)
  const said = /^The writer at \S+ (went away|stopped before it was done).* Run the import again: [^\n]+\n$/
  return [
    ...deathFaults(await died),
    ...(code === 1 && output === '' && said.test(errors)
      ? []
      : [`it ended with ${code}: ${output}${errors}`]),
    ...(await importedOnce(folder, file, rows)),
  ].map((fault) => `an import whose writer was killed at ${step}, time ${nth}: ${fault}`)
}

const importHere = (folder: string, file: string) =>
  runHere((streams) =>
    importCommand([file], { ...asShipped, ledgerFile: paths(folder).ledgerFile, log: silent, streams }),
  )

/** Imports the file again. */
async function importedOnce(folder: string, file: string, rows: number): Promise<string[]> {
  const { code, output, errors } = await importHere(folder, file)
  const [, imported, known] = /^Imported (\d+) events, (\d+) were already there, 0 rows/.exec(output) ?? []
  const stored = await rowsOf(
    paths(folder).ledgerFile,
    `SELECT count(*)::DOUBLE AS rows, count(DISTINCT id)::DOUBLE AS ids, count(DISTINCT agent_draft)::DOUBLE AS drafts,
            max(seq)::DOUBLE AS last
     FROM coach_events`,
  )
  await (await openWriter(folder)).stop() // clears away what a killed one left
  const whole = JSON.stringify([{ rows, ids: rows, drafts: rows, last: rows }])
  return [
    ...(code === 0 && Number(imported) + Number(known) === rows
      ? []
      : [`done again it ended with ${code}: ${output}${errors}`]),
    ...(JSON.stringify(stored) === whole ? [] : [`the ledger holds ${JSON.stringify(stored)}`]),
    ...strayFaults(folder),
  ]
}

/** @param folder that is empty */
export async function restoreKilledAt(folder: string, sixteen: Sixteen, step: string, nth: number) {
  cpSync(sixteen.folder, folder, { recursive: true })
  for (const name of readdirSync(folder))
    if (name !== 'published') rmSync(join(folder, name), { recursive: true })
  const { death } = await runProgram('command', ['restore', folder, step, String(nth)])
  const isThere = readdirSync(folder).includes('qa_runs.duckdb')
  const { code, output, errors } = await runHere((streams) =>
    restoreCommand({ ...asShipped, ...paths(folder), log: silent, streams }),
  )
  const done = code === 0 && output.startsWith(`Restored ${sixteen.acknowledged.length} events`)
  const refused = code === 1 && /^\S+ exists, and restoring never overwrites. [^\n]+\n$/.test(errors)
  const faults = [
    ...deathFaults(death),
    ...((isThere ? refused : done) ? [] : [`done again it ended with ${code}: ${output}${errors}`]),
  ]
  try {
    await (await openWriter(folder)).stop()
    await judge(folder, sixteen.acknowledged)
  } catch (error) {
    faults.push(String(error))
  }
  faults.push(...strayFaults(folder))
  return faults.map((fault) => `a restore killed at ${step}, time ${nth}: ${fault}`)
}
