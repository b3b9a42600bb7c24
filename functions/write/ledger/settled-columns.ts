// How settled events travel to DuckDB in bulk: as numbers, and as codes of the texts and policy sets of their batch.
import { DOUBLE, INTEGER } from '@duckdb/node-api'

/** Columns of the temporary table, in order; `place` counts the events of the batch from 0. A code of -1 is NULL. */
export const SETTLED = [
  { name: 'place', type: INTEGER },
  { name: 'flags', type: INTEGER },
  { name: 'offer_seq', type: DOUBLE },
  { name: 'offer_ts', type: DOUBLE },
  { name: 'offer_agent', type: INTEGER },
  { name: 'offer_policies', type: INTEGER },
  { name: 'prevented', type: INTEGER },
  { name: 'shipped', type: INTEGER },
  { name: 'started_at', type: DOUBLE },
  { name: 'new_policies', type: INTEGER },
  { name: 'drafts', type: INTEGER },
  { name: 'texts_known', type: INTEGER },
  { name: 'shipped_before', type: INTEGER },
  { name: 'detected', type: INTEGER },
  { name: 'latency_ms', type: DOUBLE },
] as const

/** Of `flags`: resolution in the lowest 2 bits, then the offer's bucket, the session's bucket, session_first, text_known. */
export const RESOLUTIONS = [null, 'first', 'repeat', 'orphan'] as const
export const BUCKETS = [null, 'on', 'off', 'both'] as const

const oneOf = (shift: number, texts: readonly (string | null)[]) =>
  `(CASE (s.flags >> ${shift}) & 3 ${texts.map((text, n) => (text === null ? '' : `WHEN ${n} THEN '${text}'`)).join(' ')} END)`
const bit = (shift: number) => `(s.flags >> ${shift}) & 1 = 1`
const time = (ms: string) => `make_timestamptz((${ms})::BIGINT * 1000)`
const ofOffer = (sql: string) => `CASE WHEN s.offer_seq >= 0 THEN ${sql} END`
const set = (code: string) => `w.sets[s.${code} + 1]`

/** SQL of each settled column of the ledger, from `s`, a row of that table, and `w`, the lists that codes point into. */
export const SETTLED_SQL: Readonly<Record<string, string>> = {
  resolution: oneOf(0, RESOLUTIONS),
  offer_seq: ofOffer('s.offer_seq::BIGINT'),
  offer_ts: ofOffer(time('s.offer_ts')),
  offer_bucket: oneOf(2, BUCKETS),
  offer_agent_id: 'w.agents[s.offer_agent + 1]',
  offer_policies: set('offer_policies'),
  prevented: set('prevented'),
  shipped: set('shipped'),
  text_known: bit(7),
  session_started_at: time('s.started_at'),
  session_first: bit(6),
  session_new_policies: set('new_policies'),
  session_bucket: oneOf(4, BUCKETS),
  session_drafts: 's.drafts',
  session_texts_known: 's.texts_known',
  session_shipped: 's.shipped_before',
  session_detected: 's.detected',
  session_latency_ms: 's.latency_ms',
}
