// Stores settled batches of a staged file. Several are written at once, each in a transaction and on a connection of
// its own; they are committed one after the other, in the order of their seq, so that the rows lie in it.
// It must never commit a batch before the one in front of it, nor one whose rows do not stand in their order.
import { BOOLEAN, type DuckDBConnection, DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api'
import type { Arrivals } from './bulk.ts'
import { append, CHUNK_ROWS, rows } from './duck.ts'
import { COLUMNS } from './schema.ts'
import { SETTLED, SETTLED_SQL } from './settled-columns.ts'
import type { AtLedgerStep } from './steps.ts'
import { transact } from './transaction.ts'
import type { Turns } from './turns.ts'

/** What settling said of a batch: chunks of the columns SETTLED, and the texts that their codes stand for. */
export type SettledBatch = { chunks: DuckDBDataChunk[]; agents: string[]; sets: string[] }

const select = (first: number) =>
  COLUMNS.map(({ name }) => {
    if (name === 'seq') return `${first} + s.place AS seq`
    if (name === 'content_digest') return 'NULL AS content_digest'
    return `${SETTLED_SQL[name] ?? `e.${name}`} AS ${name}`
  }).join(', ')

/** @param committed is told, after each commit, how many rows it stored */
export class BulkStore {
  readonly #lanes: Lane[]
  readonly #committed: (rows: number) => void
  readonly #atStep: AtLedgerStep
  #next = 0
  #last: Promise<void> = Promise.resolve()

  private constructor(lanes: Lane[], atStep: AtLedgerStep, committed: (rows: number) => void) {
    this.#lanes = lanes
    this.#atStep = atStep
    this.#committed = committed
  }

  /** @param lanes batches that are written at once */
  static async open(
    { connect, ...given }: { connect: () => Promise<DuckDBConnection> } & LaneOptions,
    lanes: number,
    committed: (rows: number) => void,
  ): Promise<BulkStore> {
    return new BulkStore(
      await Promise.all(Array.from({ length: lanes }, async (_, n) => Lane.open(await connect(), given, n))),
      given.atStep,
      committed,
    )
  }

  /**
   * Begins to store a batch, when there is a free lane.
   * @param first the seq of its first row
   * @returns what resolves when it is committed; rejects with RowsRefused, LedgerLost
   */
  async store(
    arrivals: Arrivals,
    settled: SettledBatch,
    first: number,
  ): Promise<{ committed: Promise<void> }> {
    const lane = this.#lanes[this.#next++ % this.#lanes.length] as Lane
    await lane.idle
    const before = this.#last
    const committed = lane.store(arrivals, settled, first, before).then(() => {
      this.#atStep('batch-committed')
      this.#committed(arrivals.rows)
    })
    lane.idle = committed.catch(() => {}) // whoever waits for the commit is told
    this.#last = committed
    committed.catch(() => {})
    return { committed }
  }

  async close(): Promise<void> {
    for (const lane of this.#lanes) {
      await lane.idle
      await lane.close()
    }
  }
}

type LaneOptions = { turns: Turns; atStep: AtLedgerStep }

class Lane {
  readonly #connection: DuckDBConnection
  readonly #turns: Turns
  readonly #atStep: AtLedgerStep
  readonly #settled: string
  readonly #words: string
  /** Resolves when the lane has nothing to do. */
  idle: Promise<void> = Promise.resolve()

  private constructor(connection: DuckDBConnection, given: LaneOptions, n: number) {
    this.#connection = connection
    this.#turns = given.turns
    this.#atStep = given.atStep
    this.#settled = `settled_${n}`
    this.#words = `words_${n}`
  }

  static async open(connection: DuckDBConnection, given: LaneOptions, n: number): Promise<Lane> {
    const lane = new Lane(connection, given, n)
    await connection.run(`
      CREATE OR REPLACE TABLE memory.main.${lane.#settled} (${SETTLED.map(({ name, type }) => `${name} ${type}`).join(', ')});
      CREATE OR REPLACE TABLE memory.main.${lane.#words} (agent BOOLEAN, code INTEGER, word VARCHAR)`)
    return lane
  }

  async store(
    arrivals: Arrivals,
    settled: SettledBatch,
    first: number,
    before: Promise<void>,
  ): Promise<void> {
    const connection = this.#connection
    await connection.run(`TRUNCATE memory.main.${this.#settled}; TRUNCATE memory.main.${this.#words}`)
    await append(connection, { catalog: 'memory', name: this.#settled }, settled.chunks)
    await append(connection, { catalog: 'memory', name: this.#words }, [
      ...words(true, settled.agents),
      ...words(false, settled.sets),
    ])
    await transact(
      connection,
      async () => {
        // Of one row group, so that one thread reads it, in its order; and no other join, which would not keep it.
        await connection.run(`
        INSERT INTO ledger.coach_events
          SELECT ${select(first)}
          FROM (${arrivals.source} e POSITIONAL JOIN memory.main.${this.#settled} s),
               (SELECT list(word ORDER BY code) FILTER (agent) AS agents,
                       list(CASE WHEN NOT agent THEN from_json(word, '["VARCHAR"]') END ORDER BY code)
                         FILTER (NOT agent) AS sets
                FROM memory.main.${this.#words}) w`)
        const [found] = await rows(
          connection,
          `SELECT count(*)::DOUBLE AS rows, count(*) FILTER (seq <> ${first} + place)::DOUBLE AS misplaced
         FROM (SELECT seq, row_number() OVER () - 1 AS place FROM ledger.coach_events WHERE seq >= ${first})`,
        )
        if (found?.rows !== arrivals.rows || found.misplaced !== 0)
          throw new Error(`a batch of ${arrivals.rows} came out as ${JSON.stringify(found)}`)
        this.#atStep('batch-written')
        await before
      },
      this.#turns,
    )
  }

  async close(): Promise<void> {
    await this.#connection.run(
      `DROP TABLE memory.main.${this.#settled}; DROP TABLE memory.main.${this.#words}`,
    )
    this.#connection.closeSync()
  }
}

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
