// Opens the ledger file for the one process that may write it; creates or migrates it first where needed.
// It must never touch an existing database file through fs (stat is safe): that would drop DuckDB's lock.
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../../operator-error.ts'
import type { Admission } from '../admission.ts'
import { atStart, attachLedger } from './attach.ts'
import { createLedger } from './create.ts'
import { duckBeside, rows } from './duck.ts'
import { migrateEarlierSchema } from './earlier-schema.ts'
import { eventTable } from './event-table.ts'
import { HighWaterMark, readMark } from './high-water-mark.ts'
import { ID_BOUNDS, type IdBounds, idFolder } from './ids/bounds.ts'
import { ledgerIds } from './ids/ledger-ids.ts'
import { openIdIndex } from './ids/open-index.ts'
import { Journal, journalFolder } from './journal/journal.ts'
import { journalEnd, moveUnstored, unstored } from './journal/replay.ts'
import { type Ledger, ledgerOver } from './ledger.ts'
import { type HeldLock, takeLockFile } from './lock-file.ts'
import { migrateOriginal } from './original.ts'
import { withoutOldPages } from './rewrite.ts'
import { takeBackPublished } from './salvage.ts'
import { createTables, SCHEMA_VERSION } from './schema.ts'
import { type AtLedgerStep, goOn } from './steps.ts'

/** How long a process that is just stopping may take to let go of the file. */
const LOCK_PATIENCE_MS = 2_000

async function migrate(connection: DuckDBConnection, path: string, log: Logger, admission: Admission) {
  const tables = await rows(
    connection,
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger'`,
  )
  const names = tables.map((table) => table.table_name)
  if (!names.includes('ledger_meta')) {
    if (names.includes('coach_events')) return migrateOriginal(connection, log, admission)
    await connection.run(`BEGIN TRANSACTION; ${createTables('ledger')} COMMIT`)
    return
  }
  const [meta] = await rows(connection, 'SELECT schema_version FROM ledger.ledger_meta')
  const version = Number(meta?.schema_version)
  if (version > SCHEMA_VERSION)
    throw new OperatorError(
      `The ledger ${path} was written by a later version (schema ${version}, this one knows ${SCHEMA_VERSION}). Install that version, or a newer one.`,
      EXIT.ledgerDoubtful,
    )
  if (version === SCHEMA_VERSION) return
  for await (const _ of unstored(journalFolder(path), await lastSeqOf(connection, path))); // for its refusal
  await migrateEarlierSchema(connection, version, log, admission)
}

async function lastSeqOf(connection: DuckDBConnection, path: string) {
  const [row] = await rows(
    connection,
    'SELECT count(*)::DOUBLE AS rows, coalesce(max(seq), 0)::DOUBLE AS last FROM ledger.coach_events',
  )
  if (row?.rows !== row?.last)
    throw new OperatorError(
      `The ledger ${path} holds ${row?.rows} events but its last one is number ${row?.last}: events are missing. Nothing was changed; restore a backup, or keep the file for inspection.`,
      EXIT.ledgerDoubtful,
    )
  return row?.last as number
}

/** @param end the last event that is left  @throws OperatorError when clients were told of later ones */
async function refuseLoss(path: string, end: number): Promise<void> {
  const mark = await readMark(path)
  if (mark === null || mark <= end) return
  throw new OperatorError(
    `Events up to ${mark} were acknowledged, but the ledger ${path} and its journal end with event ${end}: ${mark - end} of them are lost. Put back the ledger, its .wal and its .journal that belong together; or, to go on without those events, remove ${path}.mark.`,
    EXIT.ledgerDoubtful,
  )
}

async function takeLock(path: string): Promise<HeldLock> {
  const deadline = performance.now() + LOCK_PATIENCE_MS
  for (;;) {
    try {
      return takeLockFile(path)
    } catch (error) {
      if (!(error instanceof OperatorError) || performance.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/**
 * @param path the database file (RUNS_DB); an existing file of the original system is migrated in place
 * @param admission by which the events of an earlier version come in again
 * @param options.idBounds what differs from ID_BOUNDS
 * @param options.publishedDir from which events that the ledger has lost may be taken back
 * @param options.isFull whether the disk has no room for more (reserve.ts)
 * @throws OperatorError exit 3 when another process holds the file, 4 when the file is in doubt.
 */
export async function openLedger(
  path: string,
  log: Logger,
  admission: Admission,
  {
    idBounds = {},
    publishedDir,
    isFull = () => false,
    atStep = goOn,
  }: {
    idBounds?: Partial<IdBounds>
    publishedDir?: string
    isFull?: () => boolean
    atStep?: AtLedgerStep | undefined
  } = {},
): Promise<Ledger> {
  mkdirSync(dirname(path), { recursive: true })
  const lock = await takeLock(path)
  const { connect, close } = await duckBeside(path)
  try {
    const commits = await connect()
    if (!existsSync(path) || statSync(path).size === 0) {
      if (existsSync(`${path}.wal`))
        throw new OperatorError(
          `The ledger ${path} is gone, but its log ${path}.wal is there and holds events. Put the ledger back beside it; or, if it is lost, move the log away and run npm run restore.`,
          EXIT.ledgerDoubtful,
        )
      for await (const _ of unstored(journalFolder(path), 0)); // before anything is made, and for its own refusal
      await createLedger(commits, path, undefined, atStep)
    }
    const attach = () => attachLedger(commits, path, { mayLoseLog: publishedDir !== undefined, log })
    await attach()
    await migrate(commits, path, log, admission.atOnce())
    await withoutOldPages(commits, path, attach, atStep)
    const found = await lastSeqOf(commits, path)
    const lastSeq = publishedDir
      ? await takeBackPublished({ connection: commits, publishedDir, last: found, log })
      : found
    await refuseLoss(path, await journalEnd(journalFolder(path), lastSeq))
    const ids = await openIdIndex(
      {
        folder: idFolder(path),
        ledger: ledgerIds(await connect()),
        bounds: { ...ID_BOUNDS, ...idBounds },
        clock: Date.now,
        log,
        atStep,
      },
      lastSeq,
    )
    const table = eventTable({ lastSeq, commits, reads: connect, ids, atStep })
    await moveUnstored(journalFolder(path), table)
    return ledgerOver({
      table,
      journal: await Journal.begin(journalFolder(path), undefined, atStep),
      lock,
      mark: await HighWaterMark.begin(path, table.lastSeq, log),
      isFull,
      atStep,
      async closeTable({ checkpoint }) {
        await ids.close()
        if (checkpoint) {
          await commits.run('CHECKPOINT ledger')
          atStep('table-checkpointed')
        } else await commits.run('PRAGMA disable_checkpoint_on_shutdown')
        await commits.run('DETACH ledger')
        close()
        atStep('table-detached')
      },
    })
  } catch (error) {
    close()
    lock.release()
    throw atStart(path, error)
  }
}
