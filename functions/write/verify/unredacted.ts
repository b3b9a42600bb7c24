// Finds events whose texts hold what the policies redact: they came in while nothing was redacted, or other things were.
// It must never show what it found, only where.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Range } from '../../published/names.ts'
import { rows } from '../ledger/duck.ts'
import { type Difference, eventsText } from './difference.ts'

/** SQL of whether a text of an event holds what is redacted; null where nothing is. */
export type HoldsMore = string | null

/** @returns one difference for each run of neighbouring events  @param name where they stand */
export async function unredacted(
  connection: DuckDBConnection,
  holdsMore: HoldsMore,
  { relation, name }: { relation: string; name: string },
  { first, last }: Range,
): Promise<Difference[]> {
  if (holdsMore === null || last < first) return []
  const runs = await rows(
    connection,
    `SELECT min(seq)::DOUBLE AS first, max(seq)::DOUBLE AS last
     FROM (SELECT seq, seq - row_number() OVER (ORDER BY seq) AS run FROM ${relation}
           WHERE seq BETWEEN ${first} AND ${last} AND ${holdsMore})
     GROUP BY run ORDER BY first`,
  )
  return (runs as Range[]).map((run) => ({
    file: name,
    first_seq: run.first,
    last_seq: run.last,
    message: `${eventsText(run.first, run.last)}: a text holds what policies redact, in ${name} (README: Redaction)`,
  }))
}
