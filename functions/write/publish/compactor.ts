// Makes published files from published files: rollups, merged segments, coarse rollups. Small work has a DuckDB of its own,
// with its own memory and thread, so that it never holds up a commit; large work is done elsewhere. It must never touch
// the ledger.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Range } from '../../published/names.ts'
import { openDuck } from '../ledger/duck.ts'
import { type Compacted, type Compaction, compact, type SegmentFacts } from './compaction.ts'
import type { CoarseKind } from './rollups.ts'

/** What does not fit goes to a temporary folder: merging is never a question of memory. */
const MEMORY_LIMIT = '256MB'
const THREADS = 1

/** Work on at most so many events shares one DuckDB. Larger work is done where its memory is given back for certain. */
const SMALL_EVENTS = 100_000

/**
 * Carries out one order with a DuckDB that ends with it.
 * @param temporary a folder of its own
 * @param signal ends it with an error
 */
export type CompactAlone = (order: Compaction, temporary: string, signal: AbortSignal) => Promise<Compacted>

async function interruptible(
  connection: DuckDBConnection,
  order: Compaction,
  signal: AbortSignal,
): Promise<Compacted> {
  const interrupt = () => connection.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    signal.throwIfAborted()
    return await compact(connection, order)
  } finally {
    signal.removeEventListener('abort', interrupt)
    connection.closeSync()
  }
}

/** In this process. */
export const compactHere: CompactAlone = async (order, temporary, signal) => {
  const duck = await openDuck({ temporary, threads: THREADS, memory: MEMORY_LIMIT })
  try {
    return await interruptible(await duck.connect(), order, signal)
  } finally {
    duck.close()
  }
}

export type Compactor = Awaited<ReturnType<typeof openCompactor>>

/** @param temporary a folder of its own; what a killed process left there is removed */
export async function openCompactor(temporary: string, alone: CompactAlone) {
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true })
  const shared = await openDuck({
    temporary: join(temporary, 'small'),
    threads: THREADS,
    memory: MEMORY_LIMIT,
  })
  const merging = new AbortController()

  const small = async (order: Compaction, signal: AbortSignal) =>
    interruptible(await shared.connect(), order, signal)
  const never = new AbortController().signal
  let larges = 0
  async function large(order: Compaction, signal: AbortSignal): Promise<Compacted> {
    larges += 1
    // Two of them in one folder would write into each other's files.
    const own = join(temporary, `large-${larges}`)
    try {
      return await alone(order, own, signal)
    } finally {
      await rm(own, { recursive: true, force: true })
    }
  }
  const carryOut = (events: number, order: Compaction, signal: AbortSignal) =>
    events > SMALL_EVENTS ? large(order, signal) : small(order, signal)
  const merge = (events: number, order: Compaction) => carryOut(events, order, merging.signal)

  return {
    /**
     * Writes the rollup of a file of events.
     * @throws Error when the file does not hold exactly one event for each seq of the range
     */
    rollup: async (events: string, range: Range, to: string): Promise<SegmentFacts> =>
      (await carryOut(
        range.last - range.first + 1,
        { kind: 'rollup', events, range, to },
        never,
      )) as SegmentFacts,

    /** Writes the events of neighbouring segments, oldest first, as one file. @returns how many it holds */
    mergeEvents: async (rows: number, from: readonly string[], to: string): Promise<number> =>
      ((await merge(rows, { kind: 'events', rows, from, to })) as { rows: number }).rows,

    mergeRollups: async (events: number, from: readonly string[], to: string): Promise<void> => {
      await merge(events, { kind: 'rollups', from, to })
    },

    /** Writes one file of a coarse rollup: what some rollups and the same files of some coarse ones hold. */
    coarsen: async (
      events: number,
      of: CoarseKind,
      from: { rollups: readonly string[]; coarse: readonly string[] },
      to: string,
    ): Promise<void> => {
      await merge(events, { kind: 'coarse', of, ...from, to })
    },

    /** Ends the merges under way with an error: they are begun again at the next start. */
    interrupt: () => merging.abort(),

    async close() {
      shared.close()
      await rm(temporary, { recursive: true, force: true })
    },
  }
}
