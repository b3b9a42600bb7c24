// Migrates a file of the original system in place: nine columns, policy_refs as JSON text, naive local times.
// It must lose nothing but what is redacted: the original table stays beside the new one as coach_events_original.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Logger } from 'pino'
import { eventSchema } from '../../event.ts'
import type { Admission } from '../admission.ts'
import { redactionSql } from '../redaction-sql.ts'
import type { Row } from './duck.ts'
import { type Kept, resettle } from './resettle.ts'

/** The original wrote JSON, and some of its scripts wrote plain commas. */
function policyRefs(text: string | null): unknown {
  if (text === null || text.trim() === '') return []
  try {
    return JSON.parse(text)
  } catch {
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }
}

function read(row: Row): Kept | null {
  const parsed = eventSchema.safeParse({
    event: row.event,
    session_id: row.session_id,
    agent_draft: row.agent_draft,
    suggestion_used: row.suggestion_used,
    policy_refs: policyRefs(row.policy_refs as string | null),
    latency_ms: row.latency_ms,
    ab_test_bucket: row.ab_test_bucket ?? 'on',
  })
  if (!parsed.success || row.ts === null || row.id === null) return null
  const { event_id: _, ...event } = parsed.data
  return { event, given: { id: row.id as string, ts: row.ts as number, content_digest: null } }
}

/** The original's ids are UUIDs, or become ones. `zone`: the one its naive times were written in. */
const originalColumns = (zone: string) => `
  coalesce(TRY_CAST(id AS UUID), md5(id)::UUID)::VARCHAR AS id,
  epoch_ms(ts AT TIME ZONE '${zone}')::DOUBLE AS ts, event, session_id, agent_draft,
  suggestion_used, policy_refs, latency_ms, ab_test_bucket`

export async function migrateOriginal(
  connection: DuckDBConnection,
  log: Logger,
  admission: Admission,
): Promise<void> {
  const { kept: asKept, holdsMore } = redactionSql(connection, admission)
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const { kept, redacted, unreadable } = await resettle(connection, admission, {
    table: 'ledger.coach_events_original',
    setAside: `
      CREATE TABLE ledger.coach_events_original AS
        SELECT *, row_number() OVER (ORDER BY ts, rowid) AS older_row FROM ledger.coach_events;
      DROP TABLE ledger.coach_events`,
    select: originalColumns(zone),
    read,
    end:
      holdsMore === null
        ? ''
        : `UPDATE ledger.coach_events_original
           SET agent_draft = ${asKept('agent_draft')}, suggestion_used = ${asKept('suggestion_used')}
           WHERE ${holdsMore('agent_draft')} OR ${holdsMore('suggestion_used')}`,
  })
  log.warn(
    { migrated: kept, redacted, unreadable, zone },
    'the original coach_events table was migrated; it stays as coach_events_original',
  )
}
