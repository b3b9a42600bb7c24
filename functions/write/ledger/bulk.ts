// Brings the rows of a staged file into the ledger, a batch at a time: what DuckDB does of an import.
// It must never bring in an id that the ledger holds already.
import { readFile } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { BulkStore } from './bulk-store.ts'
import { differs } from './content.ts'
import { pathLiteral, rows } from './duck.ts'
import type { AtLedgerStep } from './steps.ts'
import type { Turns } from './turns.ts'

/** What settling must know of a batch: a line an event, fields with tabs between them, in the order of the file. */
export type Arrivals = {
  rows: number
  /**
   * session_id, draft digest, suggestion_id, agent_id, policy_refs as JSON, text used, kind, latency_ms, ts.
   * The text used is JSON: the text, or, where that was redacted, the list of the policies that it violated; of other
   * texts than the draft alone. `kind` is one number for the type, the bucket (6 for off) and the text used (12 for the draft, 24 for another).
   */
  text: Buffer
  /** SQL of the staged rows, each with its `place` in the batch. */
  source: string
}

/** Rows of the staged file that were not brought in: `clashes` are ids that belong to an event with other content. */
export type Skipped = { known: number; clashes: number; firstClashes: number[] }

export interface Bulk {
  /** Rows of the staged file. */
  readonly rows: number
  /** Looks which rows from `from` on the ledger has got since it was last asked. */
  mark(from: number): Promise<void>
  /** The rows `from` to `to` (not included) that the ledger does not know. */
  read(from: number, to: number): Promise<Arrivals>
  store: BulkStore['store']
  /** @param named how many clashes to name, by their row in the original file */
  skipped(named: number): Promise<Skipped>
  close(): Promise<void>
}

/** The types as `kind % 6` counts them. */
export const KIND_EVENTS = ['offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld'] as const
const KIND = `list_position([${KIND_EVENTS.map((type) => `'${type}'`).join(', ')}], event) - 1
  + CASE ab_test_bucket WHEN 'on' THEN 0 ELSE 6 END + 12 * used::INTEGER`
const TEXT_USED = `CASE WHEN used = 2 AND (event = 'accepted' OR event = 'edited')
  THEN coalesce(violated, to_json(suggestion_used)::VARCHAR) END`
/** Where it decides something: a digest is what costs most of reading a batch. */
const DRAFT_DIGEST = `CASE WHEN event = 'offered' OR (suggestion_id IS NULL AND event <> 'withheld')
  THEN left(sha256(agent_draft), 32) END`

export type BulkOptions = {
  stagedFile: string
  /** DuckDB's, while it looks which ids the ledger knows. */
  threads: number
  /** Batches that are written at once. */
  lanes: number
}

/** @param ledger.connect opens a connection; lastSeq and committed know and move the ledger's last seq */
export async function openBulk(
  { stagedFile, threads, lanes }: BulkOptions,
  ledger: {
    connect: () => Promise<DuckDBConnection>
    lastSeq: () => number
    committed: (rows: number) => void
    turns: Turns
    atStep: AtLedgerStep
  },
): Promise<Bulk> {
  const reads = await ledger.connect()
  const [before] = await rows(reads, `SELECT current_setting('threads')::INTEGER AS threads`)
  try {
    await reads.run(`
      ATTACH ${pathLiteral(stagedFile)} AS staged (READ_ONLY);
      CREATE OR REPLACE TABLE memory.main.skipped (row BIGINT, clash BOOLEAN)`)
  } catch (error) {
    reads.closeSync()
    throw error
  }
  let seen = 0
  const store = await BulkStore.open(ledger, lanes, (stored) => {
    seen += stored
    ledger.committed(stored)
  })
  const [counted] = await rows(reads, 'SELECT count(*)::DOUBLE AS rows FROM staged.events')
  let batch = 0
  const batches = lanes + 2

  return {
    rows: counted?.rows as number,

    async mark(from) {
      const last = ledger.lastSeq()
      if (last > seen) {
        // The first time it is the whole ledger.
        if (seen === 0) await reads.run(`SET threads = ${threads}`)
        await reads.run(`
          CREATE OR REPLACE TABLE memory.main.same AS
            SELECT e.rowid AS row, l.seq FROM staged.events e JOIN ledger.coach_events l ON l.id = e.id
            WHERE l.seq > ${seen} AND l.seq <= ${last} AND e.rowid >= ${from}`)
        await ledger.turns(() =>
          reads.run(`
          INSERT INTO memory.main.skipped
            SELECT same.row, ${differs('e', 'l')}
            FROM memory.main.same JOIN staged.events e ON e.rowid = same.row JOIN ledger.coach_events l ON l.seq = same.seq
            WHERE same.row NOT IN (SELECT row FROM memory.main.skipped)`),
        )
        seen = last
        await reads.run(`SET threads = ${before?.threads}`)
      }
      if (from === 0)
        await reads.run(`
          INSERT INTO memory.main.skipped
            SELECT row, clash FROM staged.repeats WHERE row NOT IN (SELECT row FROM memory.main.skipped)`)
    },

    async read(from, to) {
      const range = `rowid >= ${from} AND rowid < ${to}`
      let source = `(SELECT rowid - ${from} AS place, * FROM staged.events WHERE ${range})`
      const [known] = await rows(
        reads,
        `SELECT count(*)::DOUBLE AS n FROM memory.main.skipped WHERE row >= ${from} AND row < ${to}`,
      )
      const left = to - from - (known?.n as number)
      if (left === 0) return { rows: 0, source, text: Buffer.alloc(0) }
      if (left < to - from) {
        batch = (batch + 1) % batches // the others may be on their way into the ledger
        await reads.run(`
          CREATE OR REPLACE TABLE memory.main.batch_${batch} AS
            SELECT * FROM staged.events WHERE ${range} AND rowid NOT IN
              (SELECT row FROM memory.main.skipped WHERE row >= ${from} AND row < ${to})
            ORDER BY rowid`)
        source = `(SELECT rowid AS place, * FROM memory.main.batch_${batch})`
      }
      const path = `${stagedFile}.arrivals`
      await reads.run(`
        COPY (SELECT session_id, ${DRAFT_DIGEST}, suggestion_id, agent_id, to_json(policy_refs)::VARCHAR, ${TEXT_USED}, ${KIND},
                     latency_ms, epoch_ms(ts) FROM ${source})
        TO ${pathLiteral(path)} (FORMAT csv, HEADER false, DELIM '\t', QUOTE '', ESCAPE '')`)
      const text = await readFile(path)
      ledger.atStep('batch-read')
      return { rows: left, source, text }
    },

    store: (arrivals, settled, first) => store.store(arrivals, settled, first),

    async skipped(named) {
      const [sum] = await rows(
        reads,
        `SELECT count(*) FILTER (NOT clash)::DOUBLE AS known, count(*) FILTER (clash)::DOUBLE AS clashes
         FROM memory.main.skipped`,
      )
      const first = await rows(
        reads,
        `SELECT coalesce(e.file_row, e.rowid + 1)::DOUBLE AS row FROM staged.events e
         WHERE e.rowid IN (SELECT row FROM memory.main.skipped WHERE clash ORDER BY row LIMIT ${named}) ORDER BY ALL`,
      )
      return {
        known: sum?.known as number,
        clashes: sum?.clashes as number,
        firstClashes: first.map(({ row }) => row as number),
      }
    },

    async close() {
      await store.close()
      const made = Array.from({ length: batches }, (_, n) => `DROP TABLE IF EXISTS memory.main.batch_${n};`)
      await reads.run(`
        ${made.join(' ')} DROP TABLE IF EXISTS memory.main.same; DROP TABLE memory.main.skipped;
        DETACH staged`)
      reads.closeSync()
    },
  }
}
