// Attaches the ledger's file for writing, and says what to do when DuckDB refuses it. A damaged log is set aside where what
// it held can be had elsewhere.
// It must never delete anything.
import { existsSync, renameSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../../operator-error.ts'
import { isFatal, lockHolder, pathLiteral } from './duck.ts'
import { heldElsewhere } from './lock-file.ts'

const firstLine = (error: unknown) => (error as Error).message.split('\n')[0]

/** The way back from a ledger that cannot be read. */
const MEND =
  'Move it and its .wal away and run npm run restore, which makes it again from what is published; leave its .journal where it is: the next start adds what was not published yet.'

const unreadable = (path: string, error: unknown) =>
  new OperatorError(
    `The ledger ${path} cannot be read: ${firstLine(error)}. ${MEND}`,
    EXIT.ledgerDoubtful,
    error,
  )

/** What an error of reading the ledger at a start is for an operator; any other one as it is. */
export function atStart(path: string, error: unknown): unknown {
  const isDamage = isFatal(error) && !(error as Error).message.includes('No space left')
  return isDamage ? unreadable(path, error) : error
}

const attach = (connection: DuckDBConnection, path: string) =>
  connection.run(`ATTACH ${pathLiteral(path)} AS ledger`)

/** A name that is not taken. */
function asideOf(log: string): string {
  for (let n = 1; ; n += 1) if (!existsSync(`${log}.damaged-${n}`)) return `${log}.damaged-${n}`
}

/**
 * @param options.mayLoseLog whether what the log held is looked for in what is published and in the journal
 * @throws OperatorError exit 3 when another process holds the file, 4 when it is damaged
 */
export async function attachLedger(
  connection: DuckDBConnection,
  path: string,
  { mayLoseLog, log }: { mayLoseLog: boolean; log: Logger },
): Promise<void> {
  try {
    await attach(connection, path)
  } catch (error) {
    const holder = lockHolder(error)
    if (holder) throw heldElsewhere(path, holder.pid, error)
    const inLog = error instanceof Error && error.message.includes('replaying WAL')
    if (!inLog) throw unreadable(path, error)
    if (!mayLoseLog)
      throw new OperatorError(
        `The log of the ledger, ${path}.wal, is damaged: ${firstLine(error)}. Start the writer (npm start): it takes what the log held from what is published and from the journal.`,
        EXIT.ledgerDoubtful,
        error,
      )
    const aside = asideOf(`${path}.wal`)
    renameSync(`${path}.wal`, aside)
    log.error({ err: error, aside }, 'the log of the ledger is damaged: set aside')
    await attach(connection, path).catch((cause) => {
      throw unreadable(path, cause)
    })
  }
}
