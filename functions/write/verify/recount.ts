// Recomputes a rollup from its events, chunk by chunk, and compares sums. It must use the writer's own definition of
// the figures (publish/rollups.ts), and nothing of the rollup that it judges.
import type { DuckDBConnection } from '@duckdb/node-api'
import { parquet, type Row, rows } from '../ledger/duck.ts'
import {
  eventsTableSql,
  FACTS_OF_EVENTS,
  mergedRollupsSql,
  ROLLUP_KEY,
  rollupSql,
} from '../publish/rollups.ts'

/** Sums of squares may pass 2^53, from where on the order of adding shows; counts never do. */
const RELATIVE_TOLERANCE = 1e-9

/** Times of a segment's events as the manifest states them. */
export type Times = Record<'min_ts' | 'max_ts' | 'min_filed_at' | 'max_filed_at', string>

/** The recount of one segment, in temporary tables of its connection. */
export class Recount {
  readonly #connection: DuckDBConnection
  #times: Row | null = null

  constructor(connection: DuckDBConnection) {
    this.#connection = connection
  }

  /** @param events relation of the next events */
  async add(events: string): Promise<void> {
    const run = (sql: string) => this.#connection.run(sql)
    await run('DROP TABLE IF EXISTS e')
    await run(eventsTableSql(events))
    const [facts] = await rows(this.#connection, FACTS_OF_EVENTS)
    if (facts?.rows === 0) return
    await run(
      this.#times === null
        ? `CREATE OR REPLACE TEMP TABLE recount AS ${rollupSql}`
        : `INSERT INTO recount ${rollupSql}`,
    )
    this.#times = extended(this.#times, facts as Row)
  }

  /** Null when no event was added. */
  get times(): Times | null {
    const times = this.#times
    const iso = (name: string) => new Date(times?.[name] as number).toISOString()
    return (
      times && {
        min_ts: iso('min_ts'),
        max_ts: iso('max_ts'),
        min_filed_at: iso('min_filed_at'),
        max_filed_at: iso('max_filed_at'),
      }
    )
  }

  differences(rollup: string): Promise<SumsDiffer | null> {
    return differingSums(this.#connection, mergedRollupsSql('recount'), parquet([rollup]))
  }
}

function extended(times: Row | null, facts: Row): Row {
  if (times === null) return facts
  const pick = (name: string, of: (...ms: number[]) => number) =>
    of(times[name] as number, facts[name] as number)
  return {
    min_ts: pick('min_ts', Math.min),
    max_ts: pick('max_ts', Math.max),
    min_filed_at: pick('min_filed_at', Math.min),
    max_filed_at: pick('max_filed_at', Math.max),
  }
}

/** How many sums differ, and one of them in words. */
export type SumsDiffer = { sums: number; example: string }

/** @param made query of what the sums should be  @param stored relation of the rollup's rows */
export async function differingSums(
  connection: DuckDBConnection,
  made: string,
  stored: string,
): Promise<SumsDiffer | null> {
  const key = `grain, start, ${ROLLUP_KEY}`
  const [first] = await rows(
    connection,
    `SELECT count(*) OVER ()::DOUBLE AS sums, strftime(start, '%Y-%m-%dT%H:%M:%SZ') AS at,
            concat_ws(' ', measure, event, nullif(bucket, ''), 'policy ' || nullif(policy, ''),
                      'agent ' || nullif(agent, ''), 'bin ' || bin) AS what,
            grain, made, stored, times
     FROM (
       SELECT ${key}, sum(n) FILTER (side = 'made') AS made, sum(n) FILTER (side = 'stored') AS stored,
              count(*) FILTER (side = 'stored')::DOUBLE AS times, count(*) FILTER (side = 'made') AS needed
       FROM (SELECT ${key}, n, 'made' AS side FROM (${made}) UNION ALL SELECT ${key}, n, 'stored' FROM ${stored})
       GROUP BY ${key}
     )
     WHERE (times = 1 AND needed = 1 AND (made = stored OR (measure LIKE 'x\\_%' ESCAPE '\\'
            AND abs(made - stored) <= ${RELATIVE_TOLERANCE} * greatest(abs(made), abs(stored))))) IS NOT TRUE
     ORDER BY ALL LIMIT 1`,
  )
  if (!first) return null
  const { sums, at, what, grain, made: should, stored: is, times } = first
  const told = times === 0 ? 'nothing' : times === 1 ? is : `${times} rows`
  return {
    sums: sums as number,
    example: `${what}, ${grain} ${at}: it says ${told}, the events ${should ?? 'nothing'}`,
  }
}
