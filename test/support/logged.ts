// A row of the ledger as the writer would store it, but settled as if it were alone.
import type { LoggedEvent } from '../../functions/event.ts'
import type { Ledger } from '../../functions/write/ledger/ledger.ts'

export const logged = (seq: number, changes: Partial<LoggedEvent> = {}): LoggedEvent => ({
  event: 'offered',
  session_id: 's',
  agent_draft: `draft ${seq}`,
  suggestion_used: null,
  policy_refs: [],
  latency_ms: 1,
  ab_test_bucket: 'on',
  seq,
  id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
  ts: 1_700_000_000_000 + seq,
  suggestion_id: null,
  agent_id: null,
  occurred_at: null,
  content_digest: null,
  resolution: null,
  offer_seq: null,
  offer_ts: null,
  session_started_at: 1_700_000_000_000,
  session_first: seq === 1,
  offer_bucket: null,
  offer_agent_id: null,
  offer_policies: null,
  prevented: [],
  shipped: [],
  text_known: false,
  session_new_policies: [],
  session_bucket: null,
  session_drafts: 0,
  session_texts_known: 0,
  session_shipped: 0,
  session_detected: 0,
  session_latency_ms: 0,
  ...changes,
})

/** Characters of a large event's text: some two hundred of them fill a file of the journal. */
const LARGE = 20_000
export const largeEvent = (seq: number) =>
  logged(seq, { agent_draft: `${'d'.repeat(LARGE)}${seq}`, session_first: false })
/** SQL: whether a row is the large event of its seq. */
export const IS_LARGE_EVENT = `agent_draft = repeat('d', ${LARGE}) || seq
  AND id::VARCHAR = '00000000-0000-4000-8000-' || lpad(seq::VARCHAR, 12, '0')`

/** Stores rows as one commit. */
export const commitTo = async (ledger: Ledger, rows: readonly LoggedEvent[]) => ledger.store(rows)
