// A ledger that no writer holds, opened for reading. A log (WAL) left by a killed writer is replayed in memory only:
// neither file changes. Its lock file keeps a writer from starting meanwhile.
import { existsSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { EXIT, OperatorError } from '../../operator-error.ts'
import type { Range } from '../../published/names.ts'
import { digestsOf } from '../ledger/digest.ts'
import { lockHolder, pathLiteral, rows } from '../ledger/duck.ts'
import { readMark } from '../ledger/high-water-mark.ts'
import { journalFolder } from '../ledger/journal/journal.ts'
import { unstored } from '../ledger/journal/replay.ts'
import { heldElsewhere, takeLockFile } from '../ledger/lock-file.ts'
import { SCHEMA_VERSION } from '../ledger/schema.ts'
import type { Difference } from './difference.ts'
import type { LedgerSide } from './ledger-side.ts'
import { type HoldsMore, unredacted } from './unredacted.ts'

const TABLE = 'ledger.coach_events'

const doubtful = (message: string, cause?: unknown) => new OperatorError(message, EXIT.ledgerDoubtful, cause)
const firstLine = (error: unknown) => (error as Error).message.split('\n')[0]

/** @throws OperatorError exit 3 when another process holds it, 4 when it is not there or cannot be read */
export async function openStoppedLedger(
  ledgerFile: string,
  connection: DuckDBConnection,
): Promise<LedgerSide> {
  if (!existsSync(ledgerFile))
    throw doubtful(
      `There is no ledger ${ledgerFile}. Set RUNS_DB to the right one; or, if it is lost, run npm run restore.`,
    )
  const lock = takeLockFile(ledgerFile)
  let journaled: Range | null = null
  let last = 0
  try {
    await attach(connection, ledgerFile)
    await refuseOtherSchemas(connection, ledgerFile)
    last = await lastSeqOf(connection, ledgerFile)
    journaled = await journaledBehind(last, ledgerFile)
  } catch (error) {
    lock.release()
    throw error
  }
  return {
    state: 'stopped',
    journaled,
    lost: await lostBehind(journaled?.last ?? last, ledgerFile),
    lastSeq: async () => last,
    digests: (digested) => reading(ledgerFile, digestsOf(connection, TABLE, digested)),
    unredacted: (holdsMore, unpublished) =>
      reading(ledgerFile, unredactedIn(connection, holdsMore, unpublished)),
    async close() {
      await connection.run('DETACH ledger')
      lock.release()
    },
  }
}

const reading = <T>(ledgerFile: string, work: Promise<T>): Promise<T> =>
  work.catch((error) => {
    throw doubtful(
      `The ledger ${ledgerFile} cannot be read: ${firstLine(error)}. Nothing was changed.`,
      error,
    )
  })

async function unredactedIn(
  connection: DuckDBConnection,
  holdsMore: HoldsMore,
  unpublished: Range,
): Promise<Difference[]> {
  const found = await unredacted(connection, holdsMore, { relation: TABLE, name: 'the ledger' }, unpublished)
  if (holdsMore === null || !(await tablesOf(connection)).includes('coach_events_original')) return found
  const [row] = await rows(
    connection,
    `SELECT count(*)::INTEGER AS n FROM ledger.coach_events_original WHERE ${holdsMore}`,
  )
  if (row?.n === 0) return found
  const message = `coach_events_original, the table of the original system: ${row?.n} of its rows hold what policies redact (README: Redaction)`
  return [...found, { message }]
}

async function tablesOf(connection: DuckDBConnection): Promise<unknown[]> {
  const tables = await rows(
    connection,
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger'`,
  )
  return tables.map((table) => table.table_name)
}

async function lastSeqOf(connection: DuckDBConnection, ledgerFile: string): Promise<number> {
  const [row] = await reading(
    ledgerFile,
    rows(connection, `SELECT coalesce(max(seq), 0)::DOUBLE AS last FROM ${TABLE}`),
  )
  return row?.last as number
}

/** @throws OperatorError when the journal does not go on where the table ends */
async function journaledBehind(last: number, ledgerFile: string): Promise<Range | null> {
  let end = last
  for await (const group of unstored(journalFolder(ledgerFile), last)) end += group.length
  return end === last ? null : { first: last + 1, last: end }
}

/** @param end the last event that is left */
async function lostBehind(end: number, ledgerFile: string): Promise<Range | null> {
  const mark = (await readMark(ledgerFile)) ?? 0
  return mark > end ? { first: end + 1, last: mark } : null
}

async function attach(connection: DuckDBConnection, path: string): Promise<void> {
  try {
    await connection.run(`ATTACH ${pathLiteral(path)} AS ledger (READ_ONLY)`)
  } catch (error) {
    const holder = lockHolder(error)
    if (holder) throw heldElsewhere(path, holder.pid, error)
    throw doubtful(`The ledger ${path} cannot be opened: ${firstLine(error)}. Nothing was changed.`, error)
  }
}

async function refuseOtherSchemas(connection: DuckDBConnection, path: string): Promise<void> {
  const known = (await tablesOf(connection)).includes('ledger_meta')
  const [meta] = known ? await rows(connection, 'SELECT schema_version FROM ledger.ledger_meta') : []
  const version = Number(meta?.schema_version ?? 0)
  if (version > SCHEMA_VERSION)
    throw doubtful(
      `The ledger ${path} was written by a later version (schema ${version}, this one knows ${SCHEMA_VERSION}). Install that version, or a newer one.`,
    )
  if (version < SCHEMA_VERSION)
    throw doubtful(
      `The ledger ${path} is of an earlier version, which published in another form. Start the writer once, which brings it up, then run npm run verify again.`,
    )
}
