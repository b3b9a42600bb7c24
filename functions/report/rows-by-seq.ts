// Rows of the log by their numbers: only from the segments that hold them, and only what lies between them.
import type { Snapshot } from './snapshot/snapshot.ts'

/**
 * @param sql yields the rows as they are wanted, `seq` among them, with `$first`, `$last` and `$filter` (event-rows.sql)
 * @returns the rows with these seqs, newest first; a seq that is not in the log has none
 */
export async function rowsBySeq<T>(snapshot: Snapshot, sql: string, seqs: readonly number[]): Promise<T[]> {
  if (seqs.length === 0) return []
  const segments = snapshot.manifest.segments.filter(({ first_seq, last_seq }) =>
    seqs.some((seq) => first_seq <= seq && seq <= last_seq),
  )
  const rows = sql.replace('$filter', `list_contains([${seqs.join(', ')}], seq)`)
  const found = await snapshot.events(
    `SELECT to_json(r)::VARCHAR AS row FROM (${rows}) r ORDER BY seq DESC`,
    segments,
    { first: BigInt(Math.min(...seqs)), last: BigInt(Math.max(...seqs)) },
  )
  return found.map(({ row }) => JSON.parse(row as string) as T)
}
