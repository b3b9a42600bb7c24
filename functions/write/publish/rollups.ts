// The SQL that makes rollups: from events, from other rollups, and coarser ones.
import { readFileSync } from 'node:fs'
import { FACT_COLUMNS, factsSql, SUM_OF_FACTS } from '../../published/facts.ts'

/** A rollup's rows in the order in which reports look for them. */
export const ROLLUP_ORDER = 'ORDER BY agent, grain, measure, policy, start, bucket, event, bin'

/** The columns of events that facts are made of, as a table that is scanned many times. */
export const eventsTableSql = (events: string) =>
  `CREATE TEMP TABLE e AS SELECT ${FACT_COLUMNS} FROM ${events}`

export const FACTS_OF_EVENTS = `
  SELECT count(*)::DOUBLE AS rows, min(seq)::DOUBLE AS first, max(seq)::DOUBLE AS last,
         epoch_ms(min(ts))::DOUBLE AS min_ts, epoch_ms(max(ts))::DOUBLE AS max_ts,
         epoch_ms(min(least(ts, offer_ts, session_started_at)))::DOUBLE AS min_filed_at,
         epoch_ms(max(greatest(ts, offer_ts, session_started_at)))::DOUBLE AS max_filed_at
  FROM e`

const truncated = (unit: 'hour' | 'day', more = '') => `(
  SELECT * REPLACE (date_trunc('${unit}', ts) AS ts, date_trunc('${unit}', offer_ts) AS offer_ts,
                    date_trunc('${unit}', session_started_at) AS session_started_at ${more})
  FROM e)`

/** From the table `e`. */
export const rollupSql = readFileSync(new URL('./rollup.sql', import.meta.url), 'utf8')
  .replaceAll('/*sum*/', SUM_OF_FACTS)
  // Without the agent there are far fewer facts to sum.
  .replace('/*facts by the hour*/', () =>
    factsSql(truncated('hour', `, NULL AS agent_id, NULL AS offer_agent_id`), {
      under: 'every policy',
      readOnce: false,
      experiment: true,
    }),
  )
  .replace('/*facts by the day*/', () =>
    factsSql(truncated('day'), { under: 'none', readOnce: false, experiment: false }),
  )

/** What a rollup's row is about, besides `grain` and `start`. */
export const ROLLUP_KEY = 'agent, bucket, event, policy, measure, bin'

/** Rollups sum: the rollup of merged segments is the sum of theirs. */
export const mergedRollupsSql = (rollups: string) =>
  `SELECT grain, start, ${ROLLUP_KEY}, ${SUM_OF_FACTS} AS n FROM ${rollups} GROUP BY grain, start, ${ROLLUP_KEY}`

/** The files of a coarse rollup, in the order of their names. */
export const COARSE_KINDS = ['months', 'days', 'agents'] as const
export type CoarseKind = (typeof COARSE_KINDS)[number]

/** Their rows, and which of a segment's rollup they sum. */
const COARSE = {
  months: { grain: 'month', from: `grain = 'hour'` },
  days: { grain: 'day', from: `grain = 'hour'` },
  agents: { grain: 'month', from: `grain = 'day'` },
} as const

/** @param rollups relation of segments' rollups  @param older relation of coarse rollups of this kind, or null */
export const coarseSql = (kind: CoarseKind, rollups: string, older: string | null) => `
  SELECT grain, start, ${ROLLUP_KEY}, ${SUM_OF_FACTS} AS n FROM (
    SELECT '${COARSE[kind].grain}' AS grain, date_trunc('${COARSE[kind].grain}', start) AS start, ${ROLLUP_KEY}, n
    FROM ${rollups} WHERE ${COARSE[kind].from}
    ${older === null ? '' : `UNION ALL SELECT grain, start, ${ROLLUP_KEY}, n FROM ${older}`}
  ) GROUP BY grain, start, ${ROLLUP_KEY}`
