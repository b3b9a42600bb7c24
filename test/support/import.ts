// `npm run import`, in a process of its own and in this one; the files it is given, and what the ledger holds afterwards.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { importCommand } from '../../functions/cli/import-command.ts'
import { rowsOf } from './duck.ts'
import { paths, silent } from './in-process.ts'
import { asShipped } from './policies.ts'
import { runToEnd } from './product.ts'
import { runHere } from './run-here.ts'

/** @param n one digit */
export const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`

/** Where the command runs, times without an offset are those of New York. */
const TZ = 'America/New_York'

/** As a person runs it. */
export const importFile = (folder: string, file: string) =>
  runToEnd({ DATA_DIR: folder, TZ }, ['functions/cli/import.ts', file])

export async function importHere(folder: string, file: string) {
  vi.stubEnv('TZ', TZ)
  try {
    const { ledgerFile } = paths(folder)
    return await runHere((streams) =>
      importCommand([file], { ledgerFile, ...asShipped, log: silent, streams }),
    )
  } finally {
    vi.unstubAllEnvs()
  }
}

/** Writes a file. @returns its path */
export function fileIn(folder: string, name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

export const ndjson = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** The events of the ledger, which nobody holds, by seq; `ts` as RFC 3339 text. */
export const stored = (folder: string, columns = '*') =>
  rowsOf(
    join(folder, 'qa_runs.duckdb'),
    `SELECT ${columns} FROM (SELECT * REPLACE (strftime(ts AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS ts) FROM coach_events)
     ORDER BY seq`,
  )

/** The line that the command ends with, whatever time it took; each number counts rows. */
export const summary = (imported: number, known: number, refused: number) =>
  expect.stringMatching(
    new RegExp(
      `^Imported ${imported} events, ${known} were already there, ${refused} rows were refused; \\d+\\.\\d s \\(\\d+ rows/s\\)\\.\\n$`,
    ),
  )
