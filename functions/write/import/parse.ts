// Reads the file into `staged.parsed`, in its order, and says of each row whether it is an event beyond doubt.
// It must never write a text as it stands in the file: of events they are redacted, of other rows sealed.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Source } from './columns.ts'
import { type Fields, isEvent, staged, usedSql } from './fields.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The fields by the names that the inner query gives them, so that nothing is read twice. */
const named = (fields: Fields) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, `f_${name}`])) as Fields

type Kept = (text: string) => string

/** SQL: the fields of events alone, their texts as they may be kept; `used` and `violated` of the texts as sent. */
function onlyEvents(fields: Fields, kept: Kept) {
  const others = Object.values(fields).filter((name) => name !== DRAFT && name !== USED)
  return {
    texts: `CASE WHEN ok THEN ${kept(DRAFT)} END AS k_draft, CASE WHEN ok THEN ${kept(USED)} END AS k_used`,
    fields: `${others.map((name) => `CASE WHEN ok THEN ${name} END AS ${name}`).join(', ')},
      k_draft AS ${DRAFT}, k_used AS ${USED}, ${usedSql(DRAFT, USED)} AS used,
      CASE WHEN k_used <> ${USED} AND (f_event = 'accepted' OR f_event = 'edited') THEN violated(${USED}) END AS violated`,
  }
}
const [DRAFT, USED] = ['f_agent_draft', 'f_suggestion_used']

/**
 * @param now epoch ms
 * @param kept SQL of a text as it may be kept; besides, the connection knows `violated` and `sealed`
 */
export async function parse(
  connection: DuckDBConnection,
  source: Source,
  { now, kept }: { now: number; kept: Kept },
): Promise<void> {
  const time = (ms: number) => `TIMESTAMPTZ '${new Date(ms).toISOString()}'`
  const fields = named(source.fields)
  const given = Object.entries(source.fields).map(([name, sql]) => `${sql} AS f_${name}`)
  const events = onlyEvents(fields, kept)
  const at = source.at ?? { given: 'false', value: 'NULL::TIMESTAMPTZ' }
  await connection.run(`
    CREATE TABLE staged.parsed AS
    SELECT NULL::BIGINT AS file_row, ok, has_at, own_time, own_time IS NOT NULL AS has_time,
           coalesce(own_time, ${time(now)}) AS ts, time_error,
           k_json AS json, ${staged(fields, 'own_time', { used: 'used', violated: 'violated' })}
    FROM (SELECT ok, has_at, own_time, time_error, k_json, ${events.fields}
    FROM (SELECT *, CASE WHEN NOT ok THEN sealed((${source.json})::VARCHAR) END AS k_json, ${events.texts}
    FROM (SELECT *, coalesce(f_typed, false) AND time_error IS NULL AND ${isEvent(fields)} AS ok
      FROM (SELECT *, CASE
          WHEN has_at AND f_at IS NULL THEN 'ts must be an RFC 3339 time'
          WHEN own_time > ${time(now + DAY_MS)} THEN
            CASE WHEN has_at THEN 'ts' ELSE 'occurred_at' END || ' must not be more than a day in the future'
          WHEN own_time < ${time(0)} THEN
            CASE WHEN has_at THEN 'ts' ELSE 'occurred_at' END || ' must not be before 1970' END AS time_error
        FROM (SELECT *, date_trunc('milliseconds', coalesce(f_at, TRY_CAST(f_occurred_at AS TIMESTAMPTZ))) AS own_time
          FROM (SELECT *, ${given.join(', ')}, ${source.typed} AS f_typed, ${at.given} AS has_at, ${at.value} AS f_at
            FROM ${source.from} AS file))))))`)
}
