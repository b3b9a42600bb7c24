// What a journal holds beyond the table: the events that a writer acknowledged and could not move there before it ended.
// It must never pass over an event: one that is missing means that the files are damaged.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LoggedEvent } from '../../../event.ts'
import { EXIT, OperatorError } from '../../../operator-error.ts'
import { JOURNAL_SUFFIX } from './journal.ts'
import { MOVED_EVENTS, storeInHalves } from './pending.ts'
import { type JournalRecord, RECORD_VERSION, recordsIn } from './record.ts'

type Found = JournalRecord & { path: string }

/** The records of all files that hold events behind `last`, in order. A file may still hold older ones behind its newest. */
async function recordsBehind(folder: string, last: number): Promise<Found[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found: Found[] = []
  for (const path of names.filter((name) => name.endsWith(JOURNAL_SUFFIX)).map((name) => join(folder, name)))
    for (const record of recordsIn(await readFile(path)))
      if (record.first + record.rows > last + 1) found.push({ ...record, path })
  return found.sort((a, b) => a.first - b.first)
}

/** The last event that the journal goes on to behind `last`; `last` where it does not. Gaps are `unstored`'s to refuse. */
export const journalEnd = async (folder: string, last: number): Promise<number> =>
  (await recordsBehind(folder, last)).reduce((end, { first, rows }) => Math.max(end, first + rows - 1), last)

/**
 * The events behind `last`, group by group, in order. The last group of the journal may be missing when it is not whole:
 * it was being written when the writer ended, so nobody was told that it is stored.
 * @param last of the table
 * @throws OperatorError when events are missing, or of another schema
 */
export async function* unstored(folder: string, last: number): AsyncGenerator<LoggedEvent[]> {
  let next = last + 1
  for (const { first, rows, version, events, path } of await recordsBehind(folder, last)) {
    if (version !== RECORD_VERSION)
      throw new OperatorError(
        `The journal ${path} holds events of another version (${version}, this one knows ${RECORD_VERSION}), which ended without a clean stop. Nothing was changed. Start and stop that version once, then this one.`,
        EXIT.ledgerDoubtful,
      )
    if (first > next)
      throw new OperatorError(
        `The journal ${path} goes on with event ${first}, but the ledger ends with event ${next - 1}: events are missing. Nothing was changed. Keep the ledger, its .wal and its .journal together, and put back what belongs together; if the ledger is damaged, move it and its .wal away and run npm run restore.`,
        EXIT.ledgerDoubtful,
      )
    yield events().filter(({ seq }) => seq >= next)
    next = first + rows
  }
}

/** Moves into the table what only the journal holds. @throws OperatorError when events are missing; LedgerLost */
export async function moveUnstored(
  folder: string,
  table: { lastSeq: number; store: (events: readonly LoggedEvent[]) => Promise<void> },
): Promise<void> {
  let events: LoggedEvent[] = []
  for await (const group of unstored(folder, table.lastSeq)) {
    events.push(...group)
    if (events.length < MOVED_EVENTS) continue
    await storeInHalves(table.store, events)
    events = []
  }
  if (events.length > 0) await storeInHalves(table.store, events)
}
