// From the parsed rows of a file to the events that are brought in, in their order; the rest is refused.
// In the ordinary case (all rows valid, in order, with ids of their own) nothing is written a second time.
import type { DuckDBConnection } from '@duckdb/node-api'
import { sha256Of } from '../../published/checksum.ts'
import { differs } from '../ledger/content.ts'
import { rows } from '../ledger/duck.ts'
import { STAGED, staged } from './fields.ts'
import { type Judging, judgeRest } from './judge.ts'
import { Refusals } from './refusals.ts'
import { JSON_STRUCT, jsonFields } from './source-ndjson.ts'

/**
 * Makes `staged.events` and `staged.repeats` of `staged.parsed`.
 * @param file the file itself, whose digest tells timeless events of different files apart
 */
export async function order(
  connection: DuckDBConnection,
  file: string,
  judging: Judging,
): Promise<{ rows: number; refusals: Refusals }> {
  const [facts] = await rows(
    connection,
    `SELECT count(*)::DOUBLE AS total, count_if(ok)::DOUBLE AS ok, coalesce(bool_or(has_at), false) AS timed
     FROM staged.parsed`,
  )
  const { total, ok, timed } = facts as { total: number; ok: number; timed: boolean }
  const refusals = new Refusals()
  if (ok < total) await judgeRest(connection, total, refusals, judging)
  const plain =
    ok === total &&
    !(await some(connection, 'staged.parsed WHERE NOT own_id')) &&
    !(timed && (await some(connection, OUT_OF_ORDER)))
  if (plain) await connection.run('ALTER TABLE staged.parsed RENAME TO events')
  else await sort(connection, { file, timed, rescued: ok < total })
  await connection.run(REPEATS)
  const [kept] = await rows(connection, 'SELECT count(*)::DOUBLE AS n FROM staged.events')
  return { rows: kept?.n as number, refusals }
}

const some = async (connection: DuckDBConnection, what: string) =>
  (await rows(connection, `SELECT 1 FROM ${what} LIMIT 1`)).length > 0

const OUT_OF_ORDER = `
  (SELECT rowid AS place, row_number() OVER (ORDER BY ts, rowid) - 1 AS wanted FROM staged.parsed)
  WHERE place <> wanted`

const COLUMNS = ['ts', 'has_time', ...STAGED].join(', ')

async function sort(
  connection: DuckDBConnection,
  { file, timed, rescued }: { file: string; timed: boolean; rescued: boolean },
): Promise<void> {
  const accepted = `SELECT rowid + 1 AS row, ${COLUMNS} FROM staged.parsed WHERE ok`
  const more = `
    SELECT r.row, p.ts, p.has_time, ${staged(jsonFields('v'), 'p.own_time', { used: 'r.used', violated: 'r.violated' })}
    FROM (SELECT *, json_transform(json, '${JSON_STRUCT}') AS v FROM staged.rescued) r
    JOIN staged.parsed p ON p.rowid + 1 = r.row`
  const all = rescued ? `(${accepted} UNION ALL ${more})` : `(${accepted})`
  const timeless = await some(connection, `${all} WHERE NOT own_id AND NOT has_time`)
  const salt = timeless ? await sha256Of(file) : ''
  // Rows that are alike are different events all the same: each gets its number among them.
  await connection.run(
    `CREATE TABLE staged.events AS
       WITH every AS MATERIALIZED (SELECT * FROM ${all}),
            alike AS (SELECT row, row_number() OVER (PARTITION BY id ORDER BY row) AS n FROM every
                      WHERE NOT own_id QUALIFY n > 1)
       SELECT row AS file_row, e.* EXCLUDE (row) REPLACE (
         CASE WHEN own_id OR (has_time AND n IS NULL) THEN id
              ELSE md5(concat(id, CASE WHEN has_time THEN '' ELSE '${salt}' END, coalesce(n, 1)))::UUID END AS id)
       FROM every e LEFT JOIN alike USING (row)
       ORDER BY ${timed ? 'ts, row' : 'row'}`,
  )
  await connection.run('DROP TABLE staged.parsed')
}

/** Rows with an id that an earlier one has: the same again, or a clash. */
const REPEATS = `
  CREATE TABLE staged.repeats AS
    WITH again AS (
      SELECT rowid AS row, id, min(rowid) OVER (PARTITION BY id) AS first FROM staged.events
      WHERE id IN (SELECT id FROM staged.events WHERE own_id GROUP BY id HAVING count(*) > 1))
    SELECT a.row, ${differs('e', 'f')} AS clash
    FROM again a JOIN staged.events e ON e.rowid = a.row JOIN staged.events f ON f.rowid = a.first
    WHERE a.row <> a.first`
