// Writes a migrated ledger anew, into a file of its own that takes the old one's place: pages of a DuckDB file that are free
// keep what stood in them, here the texts as they were before they were redacted.
// It must never leave less than a whole ledger under the ledger's name.
import type { DuckDBConnection } from '@duckdb/node-api'
import { createLedger } from './create.ts'
import { rows } from './duck.ts'
import { COLUMN_LIST } from './schema.ts'
import type { AtLedgerStep } from './steps.ts'

/** A table that says that there are such pages, made with the migration: a kill before they are gone is not forgotten. */
const MARK = 'old_pages'
export const MARK_OLD_PAGES = `CREATE TABLE ledger.${MARK} (since TIMESTAMPTZ)`

/** Events copied at a time, so that what is sorted fits in memory. */
const AT_ONCE = 1_000_000

/** @param attach attaches the file as `ledger` again */
export async function withoutOldPages(
  connection: DuckDBConnection,
  path: string,
  attach: () => Promise<void>,
  atStep: AtLedgerStep,
): Promise<void> {
  const tables = await rows(
    connection,
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger'`,
  )
  const names = tables.map((table) => table.table_name)
  if (!names.includes(MARK)) return
  const fill = async (catalog: string) => {
    const [last] = await rows(connection, 'SELECT max(seq)::DOUBLE AS seq FROM ledger.coach_events')
    for (let from = 0; from < ((last?.seq ?? 0) as number); from += AT_ONCE)
      await connection.run(
        `INSERT INTO ${catalog}.coach_events SELECT ${COLUMN_LIST} FROM ledger.coach_events
         WHERE seq > ${from} AND seq <= ${from + AT_ONCE} ORDER BY seq`,
      )
    if (names.includes('coach_events_original'))
      await connection.run(
        `CREATE TABLE ${catalog}.coach_events_original AS SELECT * FROM ledger.coach_events_original`,
      )
    await connection.run('CHECKPOINT ledger')
    await connection.run('DETACH ledger') // its log is empty and gone: nothing of it can come to the new file
  }
  await createLedger(connection, path, fill, atStep)
  await attach()
}
