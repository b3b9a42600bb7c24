// What events add to the figures, as SQL: the writer's rollups and a report's raw rows mean the same by it.
import { readFileSync } from 'node:fs'
import { binEdgeSql } from './latency-bins.ts'

const read = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8')
const sql = read('facts').replace('/*latency_bin*/', binEdgeSql('latency_ms'))
const experimentSql = read('experiment')

/** SQL that sums facts of the same kind. */
export const SUM_OF_FACTS = `CASE measure WHEN 'latency_min' THEN min(n) WHEN 'latency_max' THEN max(n) ELSE sum(n) END`

/** Whole seconds from an offer to its outcome: 0 where the clock was set back between them. */
const waitSeconds = '(greatest(epoch_ms(ts) - epoch_ms(offer_ts), 0) // 1000)'

/** The columns of events that facts are made of; `wait_bin` while times are exact, because a rollup cuts them to the hour. */
export const FACT_COLUMNS = `(${binEdgeSql(waitSeconds)})::INTEGER AS wait_bin, seq, ts, event, policy_refs, latency_ms, ab_test_bucket, agent_id, resolution, offer_ts,
  offer_bucket, offer_agent_id, offer_policies, prevented, shipped, text_known, session_started_at, session_first,
  session_new_policies, session_bucket, session_drafts, session_texts_known, session_shipped, session_detected, session_latency_ms`

type Options = {
  /**
   * `every policy`: each fact once for '' and once for each policy it concerns; `none`: once, for ''
   * (violations are by policy either way)
   */
  under: 'every policy' | 'none'
  /** Whether DuckDB had better read the events once and keep them, because finding them costs more than they do. */
  readOnce: boolean
  /** Whether the experiment's sums are wanted: they are of whichever agent, and take DuckDB milliseconds to plan. */
  experiment: boolean
}

/**
 * @param events SQL of a relation with FACT_COLUMNS
 * @returns a query of the facts (facts.sql)
 */
export const factsSql = (events: string, { under, readOnce, experiment }: Options): string =>
  sql
    .replaceAll(/\/\*under\*\/(\w+)\/\*\*\//g, under === 'none' ? `['']` : `list_prepend('', $1)`)
    .replace('/*and the experiment*/', () => (experiment ? `UNION ALL\n${experimentSql}` : ''))
    .replace('/*once*/', readOnce ? '' : 'NOT')
    .replace('/*events*/', () => events)
