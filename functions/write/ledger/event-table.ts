// The table of events: what DuckDB stores, finds and scans of the ledger, behind a small interface.
// It must never be written but through here.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoggedEvent } from '../../event.ts'
import type { Range } from '../../published/names.ts'
import { eventAppender } from './append-events.ts'
import { type Bulk, type BulkOptions, openBulk } from './bulk.ts'
import { CONTENT_JSON, type Content } from './content.ts'
import { type Digested, type Digests, digestsOf } from './digest.ts'
import { rows } from './duck.ts'
import type { IdIndex } from './ids/id-index.ts'
import { idWords } from './ids/id-words.ts'
import { type Recollection, recall } from './recall.ts'
import { exportEvents } from './segment-export.ts'
import type { AtLedgerStep } from './steps.ts'
import { LedgerLost, transact } from './transaction.ts'
import { oneAtATime, safeUpTo } from './turns.ts'

/**
 * An id as the ledger knows it: where it stands, and the digest of what was sent under it; or, where none was kept
 * (the server chose the id, or the event came in bulk), what the event says. Times are epoch milliseconds.
 */
export type KnownId = { seq: number } & (
  | { content_digest: string }
  | { content_digest: null; content: Content }
)

export interface EventTable {
  /** The highest committed seq; 0 when the table is empty. */
  readonly lastSeq: number
  /**
   * Stores events in one transaction, one call at a time; their seq must follow lastSeq without a gap. Resolves after the
   * fsync.
   * @throws RowsRefused, LedgerLost
   */
  store(events: readonly LoggedEvent[]): Promise<void>
  /** Which of these ids are stored, as far back as they are recognised (ids/bounds.ts). */
  findIds(ids: readonly string[]): Promise<Map<string, KnownId>>
  recall(): Promise<Recollection>
  /** Digests of a range, read beside the commits. */
  digests(digested: Digested): Promise<Digests>
  /** Writes the events first…last as Parquet. The file is not flushed. Commits wait while the newest are written. */
  exportEvents(range: Range, path: string): Promise<void>
  /** The last event that had better be exported together with `first`: of the newest only so many that commits wait little. */
  exportableTo(first: number): number
  /** Opens a staged file (write/import/stage.ts) to bring its rows in; one at a time. */
  bulk(options: BulkOptions, committed: () => void): Promise<Bulk>
  /** Asks the database for something only it can know; throws when it cannot answer. */
  check(): Promise<void>
}

type KnownRow = { id: string; seq: number; content_digest: string | null }

/**
 * Events whose texts are read at a time. Where they lie compressed among the longest that there may be, each costs DuckDB
 * some 4 MB, of all the memory that it has 64 cost more.
 */
const CONTENTS_AT_ONCE = 16

/** Of the newest events, so many are exported at a time: about 0.1 s, for which commits wait. */
const NEWEST_EXPORTED = 20_000

/** @param open a connection for commits, more for reading beside them, and the ids */
export function eventTable(open: {
  lastSeq: number
  commits: DuckDBConnection
  reads: () => Promise<DuckDBConnection>
  ids: IdIndex
  atStep: AtLedgerStep
}): EventTable {
  const { ids, commits, atStep } = open
  const appendEvents = eventAppender()
  const turns = oneAtATime()
  let lastSeq = open.lastSeq
  const beside = async <T>(work: (connection: DuckDBConnection) => Promise<T>) => {
    const connection = await open.reads()
    try {
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }
  const stored = (events: number) => {
    lastSeq += events
    // Where it fails, whoever asks for an id next tries again, and is told.
    if (ids.last < lastSeq) ids.catchUp(lastSeq).catch(() => {})
  }
  /** A scan of the events up to `last`, when no rows can be added under it. */
  const scan = <T>(last: number, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> =>
    last <= safeUpTo(lastSeq) ? beside(work) : turns(() => beside(work))
  const rowsWhere = (where: string, values: Record<string, string> = {}) =>
    scan(lastSeq, (connection) =>
      rows(
        connection,
        `SELECT id::VARCHAR AS id, seq::DOUBLE AS seq, content_digest FROM ledger.coach_events WHERE ${where}`,
        values,
      ),
    )
  /** What events say, by their seq. */
  async function contents(seqs: readonly number[]): Promise<Map<number, Content>> {
    const found = new Map<number, Content>()
    for (let from = 0; from < seqs.length; from += CONTENTS_AT_ONCE)
      for (const { seq, content } of await scan(lastSeq, (connection) =>
        rows(
          connection,
          `SELECT seq::DOUBLE AS seq, ${CONTENT_JSON} AS content FROM ledger.coach_events
           WHERE seq IN (${seqs.slice(from, from + CONTENTS_AT_ONCE)})`,
        ),
      ))
        found.set(seq as number, JSON.parse(content as string) as Content)
    return found
  }

  return {
    get lastSeq() {
      return lastSeq
    },
    async store(events) {
      await transact(
        commits,
        async () => {
          await appendEvents(commits, events)
          atStep('rows-appended')
        },
        turns,
        () => ids.add(lastSeq + 1, idWords(events.map(({ id }) => id))),
      )
      atStep('rows-committed')
      stored(events.length)
    },

    bulk: (options, committed) =>
      openBulk(options, {
        connect: open.reads,
        lastSeq: () => lastSeq,
        committed(events) {
          stored(events)
          committed()
        },
        turns,
        atStep,
      }),

    async findIds(chosen) {
      await ids.catchUp(lastSeq)
      const { seqs, unindexed } = ids.find(idWords(chosen))
      const found = seqs.length > 0 ? await rowsWhere(`seq IN (${seqs})`) : []
      for (const { first, last } of unindexed)
        found.push(
          ...(await rowsWhere(
            `seq BETWEEN ${first} AND ${last} AND id IN (SELECT unnest(string_split($ids, ','))::UUID)`,
            { ids: chosen.join(',') },
          )),
        )
      const wanted = new Set(chosen)
      const known = (found as KnownRow[]).filter(({ id }) => wanted.has(id))
      const said = await contents(
        known.flatMap(({ seq, content_digest }) => (content_digest === null ? seq : [])),
      )
      return new Map(
        known.map(({ id, seq, content_digest }): [string, KnownId] => [
          id,
          content_digest === null
            ? { seq, content_digest, content: said.get(seq) as Content }
            : { seq, content_digest },
        ]),
      )
    },

    recall: () => scan(lastSeq, (connection) => recall(connection, lastSeq)),
    digests: (digested) =>
      scan(digested.last, (connection) => digestsOf(connection, 'ledger.coach_events', digested)),
    exportEvents: (range, path) => scan(range.last, (connection) => exportEvents(connection, range, path)),
    exportableTo: (first) =>
      first <= safeUpTo(lastSeq) ? safeUpTo(lastSeq) : Math.min(lastSeq, first + NEWEST_EXPORTED - 1),

    async check() {
      const expected = lastSeq
      const [row] = await beside((connection) =>
        rows(connection, 'SELECT count(*)::DOUBLE AS found FROM ledger.coach_events WHERE seq = $last', {
          last: BigInt(expected),
        }),
      )
      if (expected > 0 && row?.found !== 1) throw new LedgerLost('the ledger does not hold its last event')
    },
  }
}
