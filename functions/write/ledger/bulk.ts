// Brings the rows of a staged file into the ledger, a batch at a time: what DuckDB does of an import.
// It must never commit rows that do not stand in the order of their seq, nor an id that the ledger holds already.
import { readFile } from 'node:fs/promises'
import { BOOLEAN, type DuckDBConnection, DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api'
import { differs } from './content.ts'
import { pathLiteral, rows } from './duck.ts'
import { COLUMNS } from './schema.ts'
import { SETTLED, SETTLED_SQL } from './settled-columns.ts'

/** What settling must know of a batch: a line an event, fields with tabs between them, in the order of the file. */
export type Arrivals = {
  rows: number
  /**
   * session_id, draft digest, suggestion_id, agent_id, policy_refs as JSON, kind, latency_ms, ts.
   * `kind` is one number for the type, the bucket (6 for off) and the text used (12 for the draft, 24 for another).
   */
  text: Buffer
  /** SQL of the staged rows, each with its `place` in the batch. */
  source: string
}

/** What settling said of a batch: chunks of the columns SETTLED, and the texts that their codes stand for. */
export type SettledBatch = { chunks: DuckDBDataChunk[]; agents: string[]; sets: string[] }

/** Rows of the staged file that were not brought in: `clashes` are ids that belong to an event with other content. */
export type Skipped = { known: number; clashes: number; firstClashes: number[] }

export interface Bulk {
  /** Rows of the staged file. */
  readonly rows: number
  /** Looks which rows from `from` on the ledger has got since it was last asked. */
  mark(from: number): Promise<void>
  /** The rows `from` to `to` (not included) that the ledger does not know. */
  read(from: number, to: number): Promise<Arrivals>
  /**
   * Stores them in one transaction, behind the ledger's last event.
   * @throws RowsRefused, LedgerLost
   */
  store(arrivals: Arrivals, settled: SettledBatch): Promise<void>
  /** @param named how many clashes to name, by their row in the original file */
  skipped(named: number): Promise<Skipped>
  close(): Promise<void>
}

/** The types as `kind % 6` counts them. */
export const KIND_EVENTS = ['offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld'] as const
const KIND = `list_position([${KIND_EVENTS.map((type) => `'${type}'`).join(', ')}], event) - 1
  + CASE ab_test_bucket WHEN 'on' THEN 0 ELSE 6 END + 12 * used::INTEGER`

const SELECT = COLUMNS.map(({ name }) => {
  if (name === 'seq') return '$first + e.place AS seq'
  if (name === 'content_digest') return 'NULL AS content_digest'
  return `${SETTLED_SQL[name] ?? `e.${name}`} AS ${name}`
}).join(', ')

/**
 * @param commits the ledger's one writing connection; @param reads another one
 * @param ledger.transact runs work in a transaction of `commits` and counts the rows it stored
 */
export async function openBulk(
  { commits, reads }: { commits: DuckDBConnection; reads: DuckDBConnection },
  ledger: { lastSeq: () => number; transact: (rows: number, work: () => Promise<void>) => Promise<void> },
  { stagedFile, threads }: { stagedFile: string; threads: number },
): Promise<Bulk> {
  const [before] = await rows(reads, `SELECT current_setting('threads')::INTEGER AS threads`)
  await reads.run(`
    SET threads = ${threads};
    ATTACH ${pathLiteral(stagedFile)} AS staged (READ_ONLY);
    CREATE OR REPLACE TABLE memory.main.skipped (row BIGINT, clash BOOLEAN);
    CREATE OR REPLACE TABLE memory.main.settled (${SETTLED.map(({ name, type }) => `${name} ${type}`).join(', ')});
    CREATE OR REPLACE TABLE memory.main.words (agent BOOLEAN, code INTEGER, word VARCHAR)`)
  const [counted] = await rows(reads, 'SELECT count(*)::DOUBLE AS rows FROM staged.events')
  let seen = 0
  let batch = 0

  const bulk: Bulk = {
    rows: counted?.rows as number,

    async mark(from) {
      const last = ledger.lastSeq()
      if (last > seen) {
        await reads.run(`
          CREATE OR REPLACE TABLE memory.main.same AS
            SELECT e.rowid AS row, l.seq FROM staged.events e JOIN ledger.coach_events l ON l.id = e.id
            WHERE l.seq > ${seen} AND l.seq <= ${last} AND e.rowid >= ${from}`)
        await reads.run(`
          INSERT INTO memory.main.skipped
            SELECT same.row, ${differs('e', 'l')}
            FROM memory.main.same JOIN staged.events e ON e.rowid = same.row JOIN ledger.coach_events l ON l.seq = same.seq
            WHERE same.row NOT IN (SELECT row FROM memory.main.skipped)`)
        seen = last
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
      if (known?.n !== 0) {
        batch = 1 - batch // the other one may be on its way into the ledger
        await reads.run(`
          CREATE OR REPLACE TABLE memory.main.batch_${batch} AS
            SELECT * FROM staged.events WHERE ${range} AND rowid NOT IN (SELECT row FROM memory.main.skipped)
            ORDER BY rowid`)
        source = `(SELECT rowid AS place, * FROM memory.main.batch_${batch})`
      }
      const path = `${stagedFile}.arrivals`
      await reads.run(`
        COPY (SELECT session_id, draft_digest, suggestion_id, agent_id, to_json(policy_refs)::VARCHAR, ${KIND},
                     latency_ms, epoch_ms(ts) FROM ${source})
        TO ${pathLiteral(path)} (FORMAT csv, HEADER false, DELIM '\t', QUOTE '', ESCAPE '')`)
      return { rows: to - from - (known?.n as number), source, text: await readFile(path) }
    },

    async store(arrivals, settled) {
      const first = ledger.lastSeq() + 1
      await commits.run('TRUNCATE memory.main.settled; TRUNCATE memory.main.words')
      await append(commits, 'settled', settled.chunks)
      await append(commits, 'words', [...words(true, settled.agents), ...words(false, settled.sets)])
      await ledger.transact(arrivals.rows, async () => {
        await commits.run(`
          INSERT INTO ledger.coach_events
            SELECT ${SELECT.replace('$first', String(first))}
            FROM ${arrivals.source} e JOIN memory.main.settled s ON s.place = e.place,
                 (SELECT list(word ORDER BY code) FILTER (agent) AS agents,
                         list(CASE WHEN NOT agent THEN from_json(word, '["VARCHAR"]') END ORDER BY code) FILTER (NOT agent) AS sets FROM memory.main.words) w
            ORDER BY e.place`)
        const [check] = await rows(
          commits,
          `SELECT count(*)::DOUBLE AS rows, count_if(seq <> ${first} + place)::DOUBLE AS misplaced
           FROM (SELECT seq, row_number() OVER () - 1 AS place FROM ledger.coach_events WHERE seq >= ${first})`,
        )
        if (check?.rows !== arrivals.rows || check.misplaced !== 0)
          throw new Error(`a batch of ${arrivals.rows} came out as ${JSON.stringify(check)}`)
      })
      seen += arrivals.rows
    },

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
      await reads.run(`
        DROP TABLE IF EXISTS memory.main.batch_0; DROP TABLE IF EXISTS memory.main.batch_1;
        DROP TABLE IF EXISTS memory.main.same; DROP TABLE memory.main.skipped;
        DROP TABLE memory.main.settled; DROP TABLE memory.main.words;
        DETACH staged; SET threads = ${before?.threads}`)
    },
  }
  return bulk
}

async function append(connection: DuckDBConnection, table: string, chunks: DuckDBDataChunk[]) {
  const appender = await connection.createAppender(table, 'main', 'memory')
  for (const chunk of chunks) appender.appendDataChunk(chunk)
  appender.closeSync()
}

/** Rows of one data chunk: DuckDB's vector size. */
const CHUNK_ROWS = 2_048

function* words(agent: boolean, texts: string[]): Generator<DuckDBDataChunk> {
  for (let from = 0; from < texts.length; from += CHUNK_ROWS) {
    const part = texts.slice(from, from + CHUNK_ROWS)
    const chunk = DuckDBDataChunk.create([BOOLEAN, INTEGER, VARCHAR], part.length)
    chunk.setColumnValues(
      0,
      part.map(() => agent),
    )
    chunk.setColumnValues(
      1,
      part.map((_, n) => from + n),
    )
    chunk.setColumnValues(2, part)
    yield chunk
  }
}
