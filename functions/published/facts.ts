// What events add to the figures, as SQL: the writer's rollups and a report's raw rows mean the same by it.
import { readFileSync } from 'node:fs'
import { binEdgeSql } from './latency-bins.ts'

const read = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8')
const sql = read('facts')
  .replace('/*experiment*/', () => read('experiment'))
  .replace('/*latency_bin*/', binEdgeSql('latency_ms'))

/** SQL that sums facts of the same kind. */
export const SUM_OF_FACTS = `CASE measure WHEN 'latency_min' THEN min(n) WHEN 'latency_max' THEN max(n) ELSE sum(n) END`

/**
 * @param events SQL of a relation with the columns of a segment
 * @param under `every policy`: each fact once for '' and once for each policy it concerns; `none`: once, for ''
 *   (violations are by policy either way)
 * @returns a query of the facts (facts.sql)
 */
export const factsSql = (events: string, under: 'every policy' | 'none'): string =>
  sql
    .replaceAll(/\/\*under\*\/(\w+)\/\*\*\//g, under === 'none' ? `['']` : `list_prepend('', $1)`)
    .replace('/*events*/', () => events)
