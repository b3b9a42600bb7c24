// The ledger's tables. `coach_events` is the record; its columns are also those of the published segments.
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBType,
  INTEGER,
  LIST,
  TIMESTAMPTZ,
  UUID,
  VARCHAR,
} from '@duckdb/node-api'
import type { LoggedEvent } from '../../event.ts'
import {
  fillBigints,
  fillBooleans,
  fillDoubles,
  fillIntegers,
  fillTextLists,
  fillTexts,
  fillTimes,
  fillUuids,
} from './fill-vector.ts'

/**
 * Version of the ledger's tables and of how events are settled (4: texts are redacted, final texts looked at again), kept in
 * `ledger_meta`; a later one than this is refused.
 */
export const SCHEMA_VERSION = 4

type Vector = Parameters<typeof fillTexts>[0]
type Column = {
  name: keyof LoggedEvent
  type: DuckDBType
  nullable?: true
  /** What an event says here. */
  of: (event: LoggedEvent) => unknown
  /** Puts what the events say here into a vector of the type. */
  fill: (vector: Vector, events: readonly LoggedEvent[]) => void
}

/**
 * @returns columns of a type. `of` is written out for each, though it only reads the field of the column's name: a function
 *   for all columns, which looks up a field by its name, takes five times as long.
 */
const columnsOf =
  <T>(type: DuckDBType, fill: (vector: Vector, values: readonly T[]) => void) =>
  (name: keyof LoggedEvent, of: (event: LoggedEvent) => T, nullable?: 'NULL'): Column => ({
    ...{ name, type, of },
    ...(nullable === undefined ? {} : { nullable: true }),
    fill: (vector, events) => fill(vector, events.map(of)),
  })

const bigint = columnsOf(BIGINT, fillBigints)
const uuid = columnsOf(UUID, fillUuids)
const time = columnsOf(TIMESTAMPTZ, fillTimes)
const text = columnsOf(VARCHAR, fillTexts)
const texts = columnsOf(LIST(VARCHAR), fillTextLists)
const integer = columnsOf(INTEGER, fillIntegers)
const boolean = columnsOf(BOOLEAN, fillBooleans)
const double = columnsOf(DOUBLE, fillDoubles)

/** The one list of the columns: an event fills each with what it says under that name. */
export const COLUMNS: readonly Column[] = [
  bigint('seq', (e) => e.seq),
  uuid('id', (e) => e.id),
  time('ts', (e) => e.ts),
  text('event', (e) => e.event),
  text('session_id', (e) => e.session_id),
  text('agent_draft', (e) => e.agent_draft),
  text('suggestion_used', (e) => e.suggestion_used, 'NULL'),
  texts('policy_refs', (e) => e.policy_refs),
  integer('latency_ms', (e) => e.latency_ms),
  text('ab_test_bucket', (e) => e.ab_test_bucket),
  text('suggestion_id', (e) => e.suggestion_id, 'NULL'),
  text('agent_id', (e) => e.agent_id, 'NULL'),
  time('occurred_at', (e) => e.occurred_at, 'NULL'),
  text('content_digest', (e) => e.content_digest, 'NULL'),
  text('resolution', (e) => e.resolution, 'NULL'),
  bigint('offer_seq', (e) => e.offer_seq, 'NULL'),
  time('offer_ts', (e) => e.offer_ts, 'NULL'),
  text('offer_bucket', (e) => e.offer_bucket, 'NULL'),
  text('offer_agent_id', (e) => e.offer_agent_id, 'NULL'),
  texts('offer_policies', (e) => e.offer_policies, 'NULL'),
  texts('prevented', (e) => e.prevented),
  texts('shipped', (e) => e.shipped),
  boolean('text_known', (e) => e.text_known),
  time('session_started_at', (e) => e.session_started_at),
  boolean('session_first', (e) => e.session_first),
  texts('session_new_policies', (e) => e.session_new_policies),
  text('session_bucket', (e) => e.session_bucket, 'NULL'),
  integer('session_drafts', (e) => e.session_drafts),
  integer('session_texts_known', (e) => e.session_texts_known),
  integer('session_shipped', (e) => e.session_shipped),
  integer('session_detected', (e) => e.session_detected),
  double('session_latency_ms', (e) => e.session_latency_ms),
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
