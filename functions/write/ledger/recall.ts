// Reads back what settling needs of earlier events, after a start or a refused batch.
// It must never read more than its bounds, so that a start costs the same in any year: about a second at most.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { SessionBucket } from '../../event.ts'
import { REMEMBERED } from '../settle.ts'
import { rows } from './duck.ts'

/** An offer that outcomes may still answer. `draft` is a digest of the agent's draft. */
export type RecalledOffer = {
  seq: number
  ts: number
  session_id: string
  draft: string
  suggestion_id: string | null
  bucket: 'on' | 'off'
  agent_id: string | null
  policy_refs: readonly string[]
  resolved: boolean
}

/** A session as its newest event left it. `detected` counts drafts, `policies` are those its events named. */
export type RecalledSession = {
  session_id: string
  started_at: number
  bucket: SessionBucket | null
  drafts: number
  texts_known: number
  shipped: number
  detected: number
  latency_ms: number
  policies: readonly string[]
}

/** What settling must know of earlier events: the newest sessions and offers, oldest first. */
export type Recollection = { sessions: RecalledSession[]; offers: RecalledOffer[] }

/** How far back an open offer is still answered, and a session still known, across a restart. */
const RECALL_EVENTS = 1_000_000
/** Of answered offers, which only tell repeats from orphans, this many events' worth is enough. */
const ANSWERED_EVENTS = 100_000
const SESSIONS = `
  WITH tail AS (SELECT *, event IN ('offered', 'withheld') AS is_draft FROM ledger.coach_events WHERE seq > $after)
  SELECT session_id, epoch_ms(any_value(session_started_at))::DOUBLE AS started_at,
         arg_max(CASE WHEN coalesce(session_bucket, ab_test_bucket) = ab_test_bucket THEN ab_test_bucket ELSE 'both' END, seq) AS bucket,
         arg_max(session_drafts + is_draft::INTEGER, seq)::DOUBLE AS drafts,
         arg_max(session_texts_known + text_known::INTEGER, seq)::DOUBLE AS texts_known,
         arg_max(session_shipped + len(shipped), seq)::DOUBLE AS shipped,
         arg_max(session_detected + (is_draft AND len(policy_refs) > 0)::INTEGER, seq)::DOUBLE AS detected,
         arg_max(session_latency_ms + CASE WHEN is_draft THEN latency_ms ELSE 0 END, seq) AS latency_ms,
         coalesce(to_json(flatten(list(session_new_policies) FILTER (len(session_new_policies) > 0)))::VARCHAR, '[]') AS policies
  FROM tail GROUP BY session_id ORDER BY max(seq) DESC LIMIT ${REMEMBERED}`

const OFFERS = `
  SELECT o.seq::DOUBLE AS seq, epoch_ms(o.ts)::DOUBLE AS ts, o.session_id, sha256(o.agent_draft) AS draft,
         o.suggestion_id, o.ab_test_bucket AS bucket, o.agent_id, to_json(o.policy_refs)::VARCHAR AS policy_refs, r.offer_seq IS NOT NULL AS resolved
  FROM ledger.coach_events o
  LEFT JOIN (SELECT offer_seq FROM ledger.coach_events WHERE seq > $after AND resolution = 'first') r
    ON r.offer_seq = o.seq
  WHERE o.seq > $after AND o.event = 'offered' AND (r.offer_seq IS NULL OR o.seq > $answered_after)
  ORDER BY o.seq DESC LIMIT ${REMEMBERED}`

/** The newest sessions and offers, oldest first. */
export async function recall(connection: DuckDBConnection, lastSeq: number): Promise<Recollection> {
  const after = BigInt(lastSeq - RECALL_EVENTS)
  const sessions = await rows(connection, SESSIONS, { after })
  const offers = await rows(connection, OFFERS, { after, answered_after: BigInt(lastSeq - ANSWERED_EVENTS) })
  return {
    sessions: sessions.reverse().map((row) => ({
      ...(row as Recollection['sessions'][number]),
      policies: JSON.parse(row.policies as string) as string[],
    })),
    offers: offers.reverse().map((row) => ({
      ...(row as Recollection['offers'][number]),
      policy_refs: [...new Set(JSON.parse(row.policy_refs as string) as string[])], // list_distinct would shuffle them
    })),
  }
}
