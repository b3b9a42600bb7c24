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

/** Version of the ledger's tables, kept in `ledger_meta`; a later one than this is refused. */
export const SCHEMA_VERSION = 3

type Vector = Parameters<typeof fillTexts>[0]
type Column = {
  name: keyof LoggedEvent
  type: DuckDBType
  nullable?: true
  /** Puts what the events say here into a vector of the type. */
  fill: (vector: Vector, events: readonly LoggedEvent[]) => void
}

/** @returns columns of a type, each filled from the events' field of its name */
const columnsOf =
  <T>(type: DuckDBType, fill: (vector: Vector, values: readonly T[]) => void) =>
  <N extends keyof LoggedEvent>(name: LoggedEvent[N] extends T ? N : never, nullable?: 'NULL'): Column => ({
    ...{ name, type },
    ...(nullable === undefined ? {} : { nullable: true }),
    fill: (vector, events) =>
      fill(
        vector,
        events.map((event) => event[name] as T),
      ),
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
  bigint('seq'),
  uuid('id'),
  time('ts'),
  text('event'),
  text('session_id'),
  text('agent_draft'),
  text('suggestion_used', 'NULL'),
  texts('policy_refs'),
  integer('latency_ms'),
  text('ab_test_bucket'),
  text('suggestion_id', 'NULL'),
  text('agent_id', 'NULL'),
  time('occurred_at', 'NULL'),
  text('content_digest', 'NULL'),
  text('resolution', 'NULL'),
  bigint('offer_seq', 'NULL'),
  time('offer_ts', 'NULL'),
  text('offer_bucket', 'NULL'),
  text('offer_agent_id', 'NULL'),
  texts('offer_policies', 'NULL'),
  texts('prevented'),
  texts('shipped'),
  boolean('text_known'),
  time('session_started_at'),
  boolean('session_first'),
  texts('session_new_policies'),
  text('session_bucket', 'NULL'),
  integer('session_drafts'),
  integer('session_texts_known'),
  integer('session_shipped'),
  integer('session_detected'),
  double('session_latency_ms'),
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
