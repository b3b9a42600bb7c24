// Migrates a ledger of an earlier schema, which settled less of each event, or redacted none: all come in and are settled again.
// It must change nothing else: seq, ids and times stay.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Logger } from 'pino'
import type { Event } from '../../event.ts'
import type { Admission } from '../admission.ts'
import type { Row } from './duck.ts'
import { type Kept, resettle } from './resettle.ts'
import { SCHEMA_VERSION } from './schema.ts'

/** What every schema has kept of an event. */
type EarlierRow = Omit<Event, 'event_id' | 'occurred_at' | 'policy_refs' | 'suggestion_id' | 'agent_id'> & {
  id: string
  ts: number
  policy_refs: string
  suggestion_id: string | null
  agent_id: string | null
  occurred_at: number | null
  content_digest: string | null
}

function read(row: Row): Kept {
  const { id, ts, content_digest, ...rest } = row as EarlierRow
  return {
    event: {
      ...rest,
      policy_refs: JSON.parse(rest.policy_refs) as string[],
      suggestion_id: rest.suggestion_id ?? undefined,
      agent_id: rest.agent_id ?? undefined,
      occurred_at: rest.occurred_at === null ? undefined : new Date(rest.occurred_at).toISOString(),
    },
    given: { id, ts, content_digest },
  }
}

/** @param version the ledger’s: 1 to 3 */
export async function migrateEarlierSchema(
  connection: DuckDBConnection,
  version: number,
  log: Logger,
  admission: Admission,
): Promise<void> {
  const { kept, redacted } = await resettle(connection, admission, {
    table: 'ledger.coach_events_earlier',
    setAside: `
      DROP TABLE ledger.ledger_meta;
      CREATE TABLE ledger.coach_events_earlier AS SELECT *, seq AS older_row FROM ledger.coach_events;
      DROP TABLE ledger.coach_events`,
    select: `id::VARCHAR AS id, epoch_ms(ts)::DOUBLE AS ts, event, session_id, agent_draft, suggestion_used,
      to_json(policy_refs)::VARCHAR AS policy_refs, latency_ms, ab_test_bucket, suggestion_id, agent_id,
      epoch_ms(occurred_at)::DOUBLE AS occurred_at, content_digest`,
    read,
    end: 'DROP TABLE ledger.coach_events_earlier',
  })
  log.warn(
    { migrated: kept, redacted },
    `the ledger was brought from schema ${version} to schema ${SCHEMA_VERSION}`,
  )
}
