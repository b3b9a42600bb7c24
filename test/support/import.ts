// `npm run import` as a person runs it, the files it is given, and what the ledger holds afterwards.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { rowsOf } from './duck.ts'
import { runToEnd } from './product.ts'

/** @param n one digit */
export const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`

/** Runs the command where times without an offset are those of New York. */
export const importFile = (folder: string, file: string) =>
  runToEnd({ DATA_DIR: folder, TZ: 'America/New_York' }, ['functions/cli/import.ts', file])

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
