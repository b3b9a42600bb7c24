// Migrates a file of the original system in place: nine columns, policy_refs as JSON text, naive local times.
// It must lose nothing: the original table stays beside the new one as coach_events_original.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Logger } from 'pino'
import { eventSchema, loggedEvent } from '../../event.ts'
import { Settler } from '../settle.ts'
import { type Row, rows } from './duck.ts'
import { append, toChunks } from './ledger.ts'
import { createTables } from './schema.ts'

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

const readEvent = (row: Row) =>
  eventSchema.safeParse({
    event: row.event,
    session_id: row.session_id,
    agent_draft: row.agent_draft,
    suggestion_used: row.suggestion_used,
    policy_refs: policyRefs(row.policy_refs as string | null),
    latency_ms: row.latency_ms,
    ab_test_bucket: row.ab_test_bucket ?? 'on',
  })

/** Rows read and appended at a time. */
const BATCH = 10_000

/** One transaction: a kill midway leaves the original file as it was. */
export async function migrateOriginal(connection: DuckDBConnection, log: Logger): Promise<void> {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  await connection.run('BEGIN TRANSACTION')
  try {
    await connection.run(`
      CREATE TABLE ledger.coach_events_original AS
        SELECT *, row_number() OVER (ORDER BY ts, rowid) AS original_row FROM ledger.coach_events;
      DROP TABLE ledger.coach_events;
      ${createTables('ledger')}`)
    const settler = new Settler({ sessions: [], offers: [] })
    let seq = 0
    let unreadable = 0
    for (let from = 0; ; from += BATCH) {
      const page = await rows(
        connection,
        `SELECT coalesce(TRY_CAST(id AS UUID), md5(id)::UUID)::VARCHAR AS id,
                epoch_ms(ts AT TIME ZONE '${zone}')::DOUBLE AS ts, event, session_id, agent_draft,
                suggestion_used, policy_refs, latency_ms, ab_test_bucket
         FROM ledger.coach_events_original
         WHERE original_row > ${from} AND original_row <= ${from + BATCH} ORDER BY original_row`,
      )
      if (page.length === 0) break
      const batch = []
      for (const row of page) {
        const parsed = readEvent(row)
        if (!parsed.success || row.ts === null || row.id === null) {
          unreadable += 1
          continue
        }
        seq += 1
        const ts = row.ts as number
        const { event_id: _, ...event } = parsed.data
        const given = { seq, id: row.id as string, ts, content_digest: null }
        batch.push(loggedEvent(event, settler.settle(event, seq, ts), given))
      }
      if (batch.length > 0) await append(connection, toChunks(batch))
    }
    await connection.run('COMMIT')
    log.warn(
      { migrated: seq, unreadable, zone },
      'the original coach_events table was migrated; it stays as coach_events_original',
    )
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
}
