// The ledger's tables. `coach_events` is the record; its columns are also those of the published segments.
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  listValue,
  TIMESTAMPTZ,
  timestampTZValue,
  UUID,
  uuidValue,
  VARCHAR,
} from '@duckdb/node-api'
import type { LoggedEvent } from '../../event.ts'

/** Version of the ledger's tables, kept in `ledger_meta`; a later one than this is refused. */
export const SCHEMA_VERSION = 2

type Column = { name: string; type: DuckDBType; nullable?: true; value: (event: LoggedEvent) => DuckDBValue }

const time = (ms: number | null) => (ms === null ? null : timestampTZValue(BigInt(Math.round(ms)) * 1000n))
const bigint = (n: number | null) => (n === null ? null : BigInt(n))
const list = (texts: readonly string[] | null) => (texts === null ? null : listValue(texts))
const uuid = (text: string) => uuidValue(BigInt(`0x${text.replaceAll('-', '')}`))

/** The one list of the columns: their SQL types and how an event fills them. */
export const COLUMNS: readonly Column[] = [
  { name: 'seq', type: BIGINT, value: (e) => BigInt(e.seq) },
  { name: 'id', type: UUID, value: (e) => uuid(e.id) },
  { name: 'ts', type: TIMESTAMPTZ, value: (e) => time(e.ts) },
  { name: 'event', type: VARCHAR, value: (e) => e.event },
  { name: 'session_id', type: VARCHAR, value: (e) => e.session_id },
  { name: 'agent_draft', type: VARCHAR, value: (e) => e.agent_draft },
  { name: 'suggestion_used', type: VARCHAR, nullable: true, value: (e) => e.suggestion_used },
  { name: 'policy_refs', type: LIST(VARCHAR), value: (e) => list(e.policy_refs) },
  { name: 'latency_ms', type: INTEGER, value: (e) => e.latency_ms },
  { name: 'ab_test_bucket', type: VARCHAR, value: (e) => e.ab_test_bucket },
  { name: 'suggestion_id', type: VARCHAR, nullable: true, value: (e) => e.suggestion_id },
  { name: 'agent_id', type: VARCHAR, nullable: true, value: (e) => e.agent_id },
  { name: 'occurred_at', type: TIMESTAMPTZ, nullable: true, value: (e) => time(e.occurred_at) },
  { name: 'content_digest', type: VARCHAR, nullable: true, value: (e) => e.content_digest },
  { name: 'resolution', type: VARCHAR, nullable: true, value: (e) => e.resolution },
  { name: 'offer_seq', type: BIGINT, nullable: true, value: (e) => bigint(e.offer_seq) },
  { name: 'offer_ts', type: TIMESTAMPTZ, nullable: true, value: (e) => time(e.offer_ts) },
  { name: 'offer_bucket', type: VARCHAR, nullable: true, value: (e) => e.offer_bucket },
  { name: 'offer_agent_id', type: VARCHAR, nullable: true, value: (e) => e.offer_agent_id },
  { name: 'offer_policies', type: LIST(VARCHAR), nullable: true, value: (e) => list(e.offer_policies) },
  { name: 'prevented', type: LIST(VARCHAR), value: (e) => list(e.prevented) },
  { name: 'shipped', type: LIST(VARCHAR), value: (e) => list(e.shipped) },
  { name: 'session_started_at', type: TIMESTAMPTZ, value: (e) => time(e.session_started_at) },
  { name: 'session_first', type: BOOLEAN, value: (e) => e.session_first },
  { name: 'session_new_policies', type: LIST(VARCHAR), value: (e) => list(e.session_new_policies) },
  { name: 'session_bucket', type: VARCHAR, nullable: true, value: (e) => e.session_bucket },
  { name: 'session_drafts', type: INTEGER, value: (e) => e.session_drafts },
  { name: 'session_shipped', type: INTEGER, value: (e) => e.session_shipped },
  { name: 'session_detected', type: INTEGER, value: (e) => e.session_detected },
  { name: 'session_latency_ms', type: DOUBLE, value: (e) => e.session_latency_ms },
]

export const COLUMN_LIST = COLUMNS.map((c) => c.name).join(', ')

/** No primary key on purpose: its index would slow every insert and live in memory. */
export const createTables = (catalog: string) => `
  CREATE TABLE ${catalog}.coach_events (
    ${COLUMNS.map((c) => `${c.name} ${c.type}${c.nullable ? '' : ' NOT NULL'}`).join(',\n    ')}
  );
  CREATE TABLE ${catalog}.ledger_meta (schema_version INTEGER NOT NULL, created_at TIMESTAMPTZ NOT NULL);
  INSERT INTO ${catalog}.ledger_meta VALUES (${SCHEMA_VERSION}, now());
`
