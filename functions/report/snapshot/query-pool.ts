// Runs queries on a sandboxed in-memory DuckDB: a few at a time, each within a time limit.
// It must never see the ledger: outside the folders it is given it can open nothing at all.
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { Problem } from '../../problem.ts'

/** Queries that wait for their turn: a few seconds of work; more are refused. */
const MAX_WAITING = 256
/** The longest a query may run. Retired files stay three times as long. */
const QUERY_LIMIT_MS = 10_000
/** A query that is no longer wanted is interrupted this often until it ends: one that is just starting misses it. */
const INTERRUPT_EVERY_MS = 20

/**
 * Optimizers that cost these queries more than they give. The first filters what several read by all of their filters at
 * once: twice the work that it saves. The second reads a segment twice where one reading is as good.
 */
const NO_GAIN = 'cte_filter_pusher,late_materialization'

type Kind = {
  /** Queries at once; all kinds together fewer than the threads of Node's pool, so that file reads never wait for them. */
  connections: number
  threads: string
  memory: string
}
type Values = Record<string, DuckDBValue>

const KINDS = {
  /** Short ones. */
  reports: { connections: 3, threads: '2', memory: '512MB' },
  /**
   * Those of exports, one at a time on one core, so that they take nothing from the reports.
   * Two row groups of the longest texts, 128 MB each, are in memory where one ends and the next begins.
   */
  exports: { connections: 1, threads: '1', memory: '1GB' },
} satisfies Record<string, Kind>

type Options = {
  kind: keyof typeof KINDS
  /** The only folders that queries may read and write. */
  directories: readonly string[]
  limitMs?: number
}

export type Row = Record<string, unknown>

/** A text as an SQL string literal, for the statements that take no parameter there. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

export class QueryPool {
  readonly #instance: DuckDBInstance
  readonly #idle: DuckDBConnection[]
  readonly #limitMs: number
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []

  private constructor(instance: DuckDBInstance, connections: DuckDBConnection[], limitMs: number) {
    this.#instance = instance
    this.#idle = connections
    this.#limitMs = limitMs
  }

  static async open({ kind, directories, limitMs = QUERY_LIMIT_MS }: Options): Promise<QueryPool> {
    const { connections: count, threads, memory }: Kind = KINDS[kind]
    const instance = await DuckDBInstance.create(':memory:', {
      threads,
      memory_limit: memory,
      // The file cache would grow with every new file name.
      enable_external_file_cache: 'false',
    })
    const connections = await Promise.all(Array.from({ length: count }, () => instance.connect()))
    for (const connection of connections) await connection.run(`SET TimeZone = 'UTC'`)
    const [first] = connections as [DuckDBConnection]
    await first.run(`SET allowed_directories = [${directories.map(literal).join(', ')}]`)
    await first.run(`SET disabled_optimizers = '${NO_GAIN}'`)
    await first.run('SET enable_external_access = false')
    await first.run('SET lock_configuration = true')
    return new QueryPool(instance, connections, limitMs)
  }

  /**
   * All rows of one query, as plain values (BIGINT as bigint).
   * @param signal ends the query when it is aborted
   * @throws Problem reports-busy, report-too-slow; the signal's reason; DuckDB's own error otherwise
   */
  async query(sql: string, values?: Values, signal?: AbortSignal): Promise<Row[]> {
    const connection = await this.#take()
    let late = false
    const timer = setTimeout(() => {
      late = true
      connection.interrupt()
    }, this.#limitMs)
    let interrupting: NodeJS.Timeout | undefined
    const interrupt = () => {
      connection.interrupt()
      interrupting = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS)
    }
    signal?.addEventListener('abort', interrupt)
    try {
      signal?.throwIfAborted()
      // Not the streaming calls: those shorten the result of a failed query without an error. Nor startThenReadAll,
      // which works on the event loop: 1.3 ms more a query, and others wait meanwhile.
      const reader = await connection.runAndReadAll(sql, values)
      return reader.getRowObjectsJS()
    } catch (error) {
      if (late) throw new Problem('report-too-slow', undefined, undefined, error)
      signal?.throwIfAborted()
      throw error
    } finally {
      clearTimeout(timer)
      clearInterval(interrupting)
      signal?.removeEventListener('abort', interrupt)
      this.#giveBack(connection)
    }
  }

  close(): void {
    this.#instance.closeSync()
  }

  #take(): Promise<DuckDBConnection> | DuckDBConnection {
    const connection = this.#idle.pop()
    if (connection) return connection
    if (this.#waiting.length >= MAX_WAITING) throw new Problem('reports-busy')
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #giveBack(connection: DuckDBConnection): void {
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#idle.push(connection)
  }
}
