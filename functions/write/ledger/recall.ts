// Reads back what settling needs of earlier events, after a start or a refused batch.
// It must never read more than the last RECALL_EVENTS events, so that a start costs the same in any year.
import type { DuckDBConnection } from '@duckdb/node-api'
import { rows } from './duck.ts'
import type { Recollection } from './ledger.ts'

/** How far back an outcome finds its offer, and a session its beginning, across a restart. */
const RECALL_EVENTS = 1_000_000

export async function recall(connection: DuckDBConnection, lastSeq: number): Promise<Recollection> {
  const after = { after: BigInt(lastSeq - RECALL_EVENTS) }
  const sessions = await rows(
    connection,
    `SELECT session_id, epoch_ms(any_value(session_started_at))::DOUBLE AS started_at
     FROM ledger.coach_events WHERE seq > $after GROUP BY session_id ORDER BY max(seq)`,
    after,
  )
  const offers = await rows(
    connection,
    `SELECT o.seq::DOUBLE AS seq, epoch_ms(o.ts)::DOUBLE AS ts, o.session_id, sha256(o.agent_draft) AS draft,
            o.suggestion_id, to_json(o.policy_refs)::VARCHAR AS policy_refs, r.offer_seq IS NOT NULL AS resolved
     FROM ledger.coach_events o
     LEFT JOIN (SELECT offer_seq FROM ledger.coach_events WHERE seq > $after AND resolution = 'first') r
       ON r.offer_seq = o.seq
     WHERE o.seq > $after AND o.event = 'offered' ORDER BY o.seq`,
    after,
  )
  return {
    sessions: sessions as Recollection['sessions'],
    offers: offers.map((row) => ({
      ...(row as Recollection['offers'][number]),
      policy_refs: JSON.parse(row.policy_refs as string) as string[],
    })),
  }
}
