// What the writer settled about events when it committed them, as the pages of single events show it.
import type { SessionBucket } from '../../event.ts'
import { rowsBySeq } from '../rows-by-seq.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { namedQuery } from '../sql.ts'

const sql = namedQuery('events/settled')

/** As `Settled` in event.ts, which says what each means; times are RFC 3339. */
export type SettledRow = {
  seq: number
  offer_ts: string | null
  offer_bucket: 'on' | 'off' | null
  offer_agent_id: string | null
  offer_policies: string[] | null
  prevented: string[]
  shipped: string[]
  session_started_at: string
  session_first: boolean
  session_new_policies: string[]
  session_bucket: SessionBucket | null
  session_drafts: number
  session_shipped: number
  session_detected: number
  session_latency_ms: number
}

/** Of the events with these seqs, by seq; one that is not in the log is missing. */
export async function settledRows(
  snapshot: Snapshot,
  seqs: readonly number[],
): Promise<Map<number, SettledRow>> {
  const rows = await rowsBySeq<SettledRow>(snapshot, sql, seqs)
  return new Map(rows.map((row) => [row.seq, row]))
}
