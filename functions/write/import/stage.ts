// Reads a file of events, validates it, and leaves one database file with the table `events`: only rows that are
// events, in the order in which they are to be brought in, everything computed that needs no other event.
// It uses all cores and an instance of its own; it must never open the ledger.
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { OperatorError } from '../../operator-error.ts'
import type { Admission } from '../admission.ts'
import { pathLiteral, rows } from '../ledger/duck.ts'
import { defineTextFunction } from '../ledger/text-function.ts'
import { redactionSql } from '../redaction-sql.ts'
import type { Source } from './columns.ts'
import { violatedBy } from './judge.ts'
import { order } from './order.ts'
import { parse } from './parse.ts'
import type { Refusals } from './refusals.ts'
import { sealer } from './sealed.ts'
import { sourceOf } from './source.ts'
import type { AtStageStep } from './steps.ts'

/** Memory of the staging instance; what does not fit goes to the temporary folder. */
const MEMORY_LIMIT = '2GB'
/**
 * Written once and read once: choosing what is smallest for each column takes as long again as writing it (0.9 s of CPU
 * more for a million rows), and without any the texts are four times as large. Only the newest storage version knows it.
 */
const COMPRESSION = 'zstd'
/** How often the progress of a running statement is looked at. */
const LOOK_MS = 100

export type Staged = {
  /** The database file, closed. */
  path: string
  /** Rows of its table. */
  rows: number
  refusals: Refusals
  /** Lines of a CSV file that were no rows at all, where they begin in bytes, with DuckDB's words. */
  rejected: { offset: number; message: string }[]
  /** How a person finds a row of the original file. */
  position: Source['position']
  /** The version of the policies that texts were redacted by; null when they were not. */
  redactedBy: string | null
}

/**
 * @param folder an existing folder for the result and for what does not fit in memory
 * @param admission how texts are kept: one version of the policies for all of the file
 * @param now the time of the import, epoch ms: the time of events that bring none
 * @param onProgress is told which share of the file is read, 0 to 1
 * @throws OperatorError when the file cannot be read or is no file of events
 */
export async function stage(options: {
  file: string
  folder: string
  admission: Admission
  now: number
  onProgress: (share: number) => void
  atStep?: AtStageStep | undefined
}): Promise<Staged> {
  const { file, folder, now, atStep = () => {} } = options
  atStep('folder-made')
  const admission = options.admission.atOnce()
  const { policies, redacts } = admission
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY_LIMIT,
    temp_directory: join(folder, 'tmp'),
  })
  try {
    const connection = await instance.connect()
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
    await connection.run(`SET TimeZone = '${zone}'`)
    const path = join(folder, 'staged.duckdb')
    await connection.run(`ATTACH ${pathLiteral(path)} AS staged (STORAGE_VERSION 'latest')`)
    await connection.run(`SET force_compression = '${COMPRESSION}'`)
    const look = setInterval(() => options.onProgress(connection.progress.percentage / 100), LOOK_MS)
    try {
      const { unsealed, sealed } = sealer()
      defineTextFunction(connection, 'sealed', sealed)
      defineTextFunction(connection, 'violated', violatedBy(policies))
      const { kept } = redactionSql(connection, admission)
      const source = await sourceOf(connection, file)
      await parse(connection, source, { now, kept })
      atStep('file-parsed')
      const rejected = source.position === 'quoted lines' ? await rejectedLines(connection) : []
      const ordered = await order(connection, file, { admission, unsealed, unreadable: source.unreadable })
      atStep('file-ordered')
      const redactedBy = redacts ? policies.version : null
      return { path, rejected, redactedBy, position: source.position, ...ordered }
    } finally {
      clearInterval(look)
      await connection.run('DETACH staged')
      atStep('file-staged')
    }
  } catch (error) {
    if (error instanceof OperatorError || !(error instanceof Error)) throw error
    throw new OperatorError(`${file} cannot be read: ${error.message.split('\n')[0]}`, undefined, error)
  } finally {
    instance.closeSync()
  }
}

async function rejectedLines(connection: DuckDBConnection): Promise<Staged['rejected']> {
  const found = await rows(
    connection,
    `SELECT (line_byte_position - 1)::DOUBLE AS offset, arg_max(error_message, byte_position) AS message
     FROM reject_errors GROUP BY 1 ORDER BY 1`,
  )
  return found.map(({ offset, message }) => ({
    offset: offset as number,
    message: (message as string).split('\n')[0] as string,
  }))
}
