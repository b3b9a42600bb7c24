// The columns of an export: their names and order are those of event-rows.sql; here is what each format makes of them.

export type Column = {
  name: string
  /** How CSV writes it: as it is, quoted where needed, or as JSON text. */
  csv: 'plain' | 'text' | 'json'
  /** Its type in Parquet. */
  type: 'BIGINT' | 'UUID' | 'TIMESTAMPTZ' | 'VARCHAR' | 'VARCHAR[]' | 'INTEGER'
}

export const COLUMNS: readonly Column[] = [
  { name: 'seq', csv: 'plain', type: 'BIGINT' },
  { name: 'id', csv: 'plain', type: 'UUID' },
  { name: 'ts', csv: 'plain', type: 'TIMESTAMPTZ' },
  { name: 'event', csv: 'plain', type: 'VARCHAR' },
  { name: 'session_id', csv: 'text', type: 'VARCHAR' },
  { name: 'agent_id', csv: 'text', type: 'VARCHAR' },
  { name: 'suggestion_id', csv: 'text', type: 'VARCHAR' },
  { name: 'agent_draft', csv: 'text', type: 'VARCHAR' },
  { name: 'suggestion_used', csv: 'text', type: 'VARCHAR' },
  { name: 'policy_refs', csv: 'json', type: 'VARCHAR[]' },
  { name: 'latency_ms', csv: 'plain', type: 'INTEGER' },
  { name: 'ab_test_bucket', csv: 'plain', type: 'VARCHAR' },
  { name: 'occurred_at', csv: 'plain', type: 'TIMESTAMPTZ' },
  { name: 'resolution', csv: 'plain', type: 'VARCHAR' },
  { name: 'offer_seq', csv: 'plain', type: 'BIGINT' },
]
