// What a segment's file and rollup are compared with besides the ledger: the manifest's words, and the recount.
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Segment } from '../../published/manifest.ts'
import { rows } from '../ledger/duck.ts'
import { type Difference, Replaced } from './difference.ts'
import { type Folder, unreadable } from './listed-file.ts'
import type { Recount, SumsDiffer } from './recount.ts'

const TIMES = ['min_ts', 'max_ts', 'min_filed_at', 'max_filed_at'] as const

/** Whether the file holds as many events as its range, from the first to the last: also none outside of it. */
export async function extentFaults(
  connection: DuckDBConnection,
  relation: string,
  { first_seq, last_seq, name }: { first_seq: number; last_seq: number; name: string },
): Promise<Difference[]> {
  const [row] = await rows(
    connection,
    `SELECT count(*)::DOUBLE AS rows, min(seq)::DOUBLE AS first, max(seq)::DOUBLE AS last FROM ${relation}`,
  )
  if (row?.rows === last_seq - first_seq + 1 && row.first === first_seq && row.last === last_seq) return []
  const holds = row?.rows === 0 ? 'no events' : `${row?.rows} events, ${row?.first}-${row?.last}`
  return [
    {
      file: name,
      first_seq,
      last_seq,
      message: `${name}: holds ${holds}; the manifest says ${last_seq - first_seq + 1}, ${first_seq}-${last_seq}`,
    },
  ]
}

export function timesFaults({ times }: Recount, { events, ...segment }: Segment): Difference[] {
  if (times === null) return []
  return TIMES.filter((name) => Date.parse(times[name]) !== Date.parse(segment[name])).map((name) => ({
    file: events.name,
    message: `${events.name}: the manifest says ${name} ${segment[name]}, its events ${times[name]}`,
  }))
}

export async function rollupFaults(
  folder: Folder,
  recount: Recount,
  segment: Segment,
): Promise<Difference[]> {
  const { name } = segment.rollup
  try {
    const differ = recount.times && (await recount.differences(join(folder.directory, name)))
    return differ ? [sumsFault([name], segment, differ)] : []
  } catch (error) {
    if (error instanceof Replaced) throw error
    return [await unreadable(folder, name, error)]
  }
}

export const sumsFault = (
  names: readonly string[],
  { first_seq, last_seq }: { first_seq: number; last_seq: number },
  { sums, example }: SumsDiffer,
): Difference => ({
  file: names.join(', '),
  first_seq,
  last_seq,
  message: `${names.join(', ')}: ${sums} ${sums === 1 ? 'sum is' : 'sums are'} not what events ${first_seq}-${last_seq} give (${example})`,
})
