// Reads the file into `staged.parsed`, in its order, and says of each row whether it is an event beyond doubt.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Source } from './columns.ts'
import { type Fields, isEvent, staged } from './fields.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The fields by the names that the inner query gives them, so that nothing is read twice. */
const named = (fields: Fields) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, `f_${name}`])) as Fields

/** @param now epoch ms */
export async function parse(connection: DuckDBConnection, source: Source, now: number): Promise<void> {
  const time = (ms: number) => `TIMESTAMPTZ '${new Date(ms).toISOString()}'`
  const fields = named(source.fields)
  const given = Object.entries(source.fields).map(([name, sql]) => `${sql} AS f_${name}`)
  const at = source.at ?? { given: 'false', value: 'NULL::TIMESTAMPTZ' }
  await connection.run(`
    CREATE TABLE staged.parsed AS
    SELECT NULL::BIGINT AS file_row, ok, has_at, own_time, own_time IS NOT NULL AS has_time,
           coalesce(own_time, ${time(now)}) AS ts, time_error,
           CASE WHEN NOT ok THEN (${source.json})::VARCHAR END AS json,
           ${staged(fields, 'own_time')}
    FROM (SELECT *, coalesce(f_typed, false) AND time_error IS NULL AND ${isEvent(fields)} AS ok
      FROM (SELECT *, CASE
          WHEN has_at AND f_at IS NULL THEN 'ts must be an RFC 3339 time'
          WHEN own_time > ${time(now + DAY_MS)} THEN
            CASE WHEN has_at THEN 'ts' ELSE 'occurred_at' END || ' must not be more than a day in the future'
          WHEN own_time < ${time(0)} THEN
            CASE WHEN has_at THEN 'ts' ELSE 'occurred_at' END || ' must not be before 1970' END AS time_error
        FROM (SELECT *, date_trunc('milliseconds', coalesce(f_at, TRY_CAST(f_occurred_at AS TIMESTAMPTZ))) AS own_time
          FROM (SELECT *, ${given.join(', ')}, ${source.typed} AS f_typed, ${at.given} AS has_at, ${at.value} AS f_at
            FROM ${source.from} AS file))))`)
}
