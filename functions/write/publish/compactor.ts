// Makes published files from published files: rollups, merged segments, coarse rollups. It has a DuckDB of its own,
// with its own memory and thread, so that it never holds up a commit. It must never touch the ledger.
import { rm } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Range } from '../../published/names.ts'
import { eventsParquet, openDuck, parquet, pathLiteral, rows } from '../ledger/duck.ts'
import {
  type CoarseKind,
  coarseSql,
  eventsTableSql,
  FACTS_OF_EVENTS,
  mergedRollupsSql,
  ROLLUP_ORDER,
  rollupSql,
} from './rollups.ts'

/** What does not fit goes to a temporary folder: merging is never a question of memory. */
const MEMORY_LIMIT = '256MB'
const THREADS = 1

/**
 * Row groups as large as they may be: each costs a report a look at its statistics. Only of months, which every report
 * reads, smaller ones are skipped to more gain.
 */
const rollupParquet = (rows: 20_480 | 122_880) => `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rows})`

const iso = (ms: unknown) => new Date(ms as number).toISOString()

/** What a manifest says of a segment's events. Times are RFC 3339 in UTC. */
export type SegmentFacts = {
  rows: number
  min_ts: string
  max_ts: string
  min_filed_at: string
  max_filed_at: string
}
export type Compactor = Awaited<ReturnType<typeof openCompactor>>

/** Work on at most so many events shares one DuckDB; larger work gets one of its own, and its memory is given back. */
const SMALL_EVENTS = 100_000

/** @param temporary a folder of its own; what a killed process left there is removed */
export async function openCompactor(temporary: string) {
  await rm(temporary, { recursive: true, force: true })
  const open = () => openDuck({ temporary, threads: THREADS, memory: MEMORY_LIMIT })
  const shared = await open()
  const merging = new Set<DuckDBConnection>()

  async function use<T>(
    duck: Awaited<ReturnType<typeof open>>,
    work: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    const connection = await duck.connect()
    try {
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }
  async function alone<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const duck = await open()
    try {
      return await use(duck, work)
    } finally {
      duck.close()
    }
  }
  const merge = <T>(events: number, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    const interruptible = async (connection: DuckDBConnection) => {
      merging.add(connection)
      try {
        return await work(connection)
      } finally {
        merging.delete(connection)
      }
    }
    return events > SMALL_EVENTS ? alone(interruptible) : use(shared, interruptible)
  }
  const copyRollup = (
    connection: DuckDBConnection,
    sql: string,
    to: string,
    group: 20_480 | 122_880 = 122_880,
  ) => connection.run(`COPY (${sql} ${ROLLUP_ORDER}) TO ${pathLiteral(to)} ${rollupParquet(group)}`)

  return {
    /**
     * Writes the rollup of a file of events.
     * @throws Error when the file does not hold exactly one event for each seq of the range
     */
    rollup: (events: string, range: Range, to: string): Promise<SegmentFacts> => {
      const expected = range.last - range.first + 1
      const make = async (connection: DuckDBConnection) => {
        await connection.run(eventsTableSql(parquet([events])))
        const [facts] = await rows(connection, FACTS_OF_EVENTS)
        if (facts?.rows !== expected || facts.first !== range.first || facts.last !== range.last)
          throw new Error(
            `segment ${range.first}-${range.last}: holds ${facts?.rows} events, ${facts?.first}-${facts?.last}`,
          )
        await copyRollup(connection, rollupSql, to)
        return {
          rows: expected,
          min_ts: iso(facts.min_ts),
          max_ts: iso(facts.max_ts),
          min_filed_at: iso(facts.min_filed_at),
          max_filed_at: iso(facts.max_filed_at),
        }
      }
      return expected > SMALL_EVENTS ? alone(make) : use(shared, make)
    },

    /** Writes the events of neighbouring segments, oldest first, as one file. @returns how many it holds */
    mergeEvents: (rowsIn: number, events: readonly string[], to: string): Promise<number> =>
      merge(rowsIn, async (connection) => {
        await connection.run(`COPY (FROM ${parquet(events)}) TO ${pathLiteral(to)} ${eventsParquet(rowsIn)}`)
        const [written] = await rows(connection, `SELECT count(*)::DOUBLE AS n FROM ${parquet([to])}`)
        return written?.n as number
      }),

    mergeRollups: (events: number, rollups: readonly string[], to: string): Promise<void> =>
      merge(events, async (connection) => {
        await copyRollup(connection, mergedRollupsSql(parquet(rollups)), to)
      }),

    /** Writes one file of a coarse rollup: what some rollups and the same files of some coarse ones hold. */
    coarsen: (
      events: number,
      kind: CoarseKind,
      from: { rollups: readonly string[]; coarse: readonly string[] },
      to: string,
    ): Promise<void> =>
      merge(events, async (connection) => {
        const older = from.coarse.length === 0 ? null : parquet(from.coarse)
        const group = kind === 'months' ? 20_480 : 122_880
        await copyRollup(connection, coarseSql(kind, parquet(from.rollups), older), to, group)
      }),

    /** Ends the merges under way with an error: they are begun again at the next start. */
    interrupt() {
      for (const connection of merging) connection.interrupt()
    },

    async close() {
      shared.close()
      await rm(temporary, { recursive: true, force: true })
    },
  }
}
