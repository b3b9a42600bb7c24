// The ledger: the one place that writes the database file, behind a small interface.
// It must never be written but through here.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoggedEvent, SessionBucket } from '../../event.ts'
import type { Range } from '../../published/names.ts'
import { eventAppender } from './append-events.ts'
import { type Bulk, type BulkOptions, openBulk } from './bulk.ts'
import { CONTENT_JSON, type Content } from './content.ts'
import { type Digested, type Digests, digestsOf } from './digest.ts'
import { type Row, rows } from './duck.ts'
import type { IdIndex } from './ids/id-index.ts'
import { idWords } from './ids/id-words.ts'
import type { HeldLock } from './lock-file.ts'
import { recall } from './recall.ts'
import { exportEvents } from './segment-export.ts'
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

/** An offer that outcomes may still answer. `draft` is a digest of the agent's draft. */
export type RecalledOffer = {
  seq: number
  ts: number
  session_id: string
  draft: string
  suggestion_id: string | null
  bucket: 'on' | 'off'
  agent_id: string | null
  policy_refs: readonly string[]
  resolved: boolean
}

/** A session as its newest event left it. `detected` counts drafts, `policies` are those its events named. */
export type RecalledSession = {
  session_id: string
  started_at: number
  bucket: SessionBucket | null
  drafts: number
  texts_known: number
  shipped: number
  detected: number
  latency_ms: number
  policies: readonly string[]
}

/** What settling must know of earlier events: the newest sessions and offers, oldest first. */
export type Recollection = { sessions: RecalledSession[]; offers: RecalledOffer[] }

export interface Ledger {
  /** The highest committed seq; 0 when the ledger is empty. */
  readonly lastSeq: number
  /** What this process's own commands show it as `Authorization: Bearer`. */
  readonly token: string
  /** Tells the commands of this machine where the process that holds the ledger listens. */
  announce(url: string): void
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
  bulk(options: BulkOptions): Promise<Bulk>
  /** Asks the database for something only it can know; throws when it cannot answer. */
  check(): Promise<void>
  /** Checkpoints, closes the file and gives the locks back. */
  close(): Promise<void>
}

function knownId({ seq, content_digest, content }: Row): KnownId {
  const known = { seq: seq as number }
  return typeof content_digest === 'string'
    ? { ...known, content_digest }
    : { ...known, content_digest: null, content: JSON.parse(content as string) as Content }
}

/** Of the newest events, so many are exported at a time: about 0.1 s, for which commits wait. */
const NEWEST_EXPORTED = 20_000

/** @param open what openLedger made: a connection for commits, more for reading beside them, the ids, and the way out. */
export function ledgerOver(open: {
  lastSeq: number
  commits: DuckDBConnection
  reads: () => Promise<DuckDBConnection>
  ids: IdIndex
  lock: HeldLock
  release: () => Promise<void>
}): Ledger {
  const { ids, commits } = open
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
  const known = (where: string, values: Record<string, string> = {}) =>
    scan(lastSeq, (connection) =>
      rows(
        connection,
        `SELECT id::VARCHAR AS id, seq::DOUBLE AS seq, content_digest,
                CASE WHEN content_digest IS NULL THEN ${CONTENT_JSON} END AS content
         FROM ledger.coach_events WHERE ${where}`,
        values,
      ),
    )

  return {
    get lastSeq() {
      return lastSeq
    },
    token: open.lock.token,
    announce: open.lock.announce,

    async store(events) {
      await transact(
        commits,
        () => appendEvents(commits, events),
        turns,
        () => ids.add(lastSeq + 1, idWords(events.map(({ id }) => id))),
      )
      stored(events.length)
    },

    bulk: (options) =>
      openBulk(options, {
        connect: open.reads,
        lastSeq: () => lastSeq,
        committed: stored,
        turns,
      }),

    async findIds(chosen) {
      await ids.catchUp(lastSeq)
      const { seqs, unindexed } = ids.find(idWords(chosen))
      const found = seqs.length > 0 ? await known(`seq IN (${seqs})`) : []
      for (const { first, last } of unindexed)
        found.push(
          ...(await known(
            `seq BETWEEN ${first} AND ${last} AND id IN (SELECT unnest(string_split($ids, ','))::UUID)`,
            { ids: chosen.join(',') },
          )),
        )
      const wanted = new Set(chosen)
      return new Map(
        found.map((row) => [row.id as string, knownId(row)] as const).filter(([id]) => wanted.has(id)),
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

    close: () => open.release(),
  }
}
