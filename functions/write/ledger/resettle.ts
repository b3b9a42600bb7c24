// Fills fresh tables from an older one, each event redacted and settled again as if it came now. One transaction: a kill midway
// leaves the older table as it was.
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Event, type LoggedEvent, loggedEvent } from '../../event.ts'
import type { Admission, Admitted } from '../admission.ts'
import { arrivalOf, Settler } from '../settle.ts'
import { eventAppender } from './append-events.ts'
import { type Row, rows } from './duck.ts'
import { MARK_OLD_PAGES } from './rewrite.ts'
import { createTables } from './schema.ts'

/** Rows read and appended at a time. */
const BATCH = 10_000

export type Kept = {
  event: Omit<Event, 'event_id'>
  given: Pick<LoggedEvent, 'id' | 'ts' | 'content_digest'>
}

/**
 * @param older.setAside SQL that moves the older table to `older.table`, with its rows numbered from 1 in `older_row`
 * @param older.select its columns; @param older.read a row as an event, or null for one that is none
 * @param older.end SQL of what becomes of the older table; '' when nothing does
 */
export async function resettle(
  connection: DuckDBConnection,
  admission: Admission,
  older: { table: string; setAside: string; select: string; read: (row: Row) => Kept | null; end: string },
): Promise<{ kept: number; redacted: number; unreadable: number }> {
  await connection.run('BEGIN TRANSACTION')
  try {
    await connection.run(`${older.setAside}; ${createTables('ledger')}`)
    const appendEvents = eventAppender()
    const settler = new Settler({ sessions: [], offers: [] })
    let [kept, redacted, read] = [0, 0, 0]
    for (let from = 0; ; from += BATCH) {
      const page = await rows(
        connection,
        `SELECT ${older.select} FROM ${older.table}
         WHERE older_row > ${from} AND older_row <= ${from + BATCH} ORDER BY older_row`,
      )
      if (page.length === 0) break
      read += page.length
      const batch = page
        .map(older.read)
        .filter((row) => row !== null)
        .map(({ event, given }) => {
          kept += 1
          const admitted = admission.admit(event)
          const settled = settler.settle(arrivalOf(admitted), kept, given.ts)
          const logged = loggedEvent(admitted.event, settled, { seq: kept, ...given })
          if (!isRedacted(event, admitted)) return logged
          redacted += 1
          return { ...logged, content_digest: null } // of what was sent: the number could be found by it
        })
      if (batch.length > 0) await appendEvents(connection, batch)
    }
    if (admission.redacts) await connection.run(MARK_OLD_PAGES)
    if (older.end !== '') await connection.run(older.end)
    await connection.run('COMMIT')
    return { kept, redacted, unreadable: read - kept }
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
}

const isRedacted = (sent: Kept['event'], { event }: Admitted) =>
  event.agent_draft !== sent.agent_draft || event.suggestion_used !== sent.suggestion_used
