// Rows of a file with one JSON object a line. Their JSON is looked at as it stands: 12 and "12" are not the same.
// It must never accept a line that JSON.parse refuses; DuckDB's reader takes trailing commas and NaN.
import type { DuckDBConnection } from '@duckdb/node-api'
import { pathLiteral } from '../ledger/duck.ts'
import { COLUMN_NAMES, type ColumnName, type Source } from './columns.ts'
import type { Fields } from './fields.ts'
import { instant } from './instant.ts'

const TYPES: Partial<Record<ColumnName, string>> = { policy_refs: '["VARCHAR"]', latency_ms: '"BIGINT"' }
/** What json_transform makes of a row, and its fields; `alias` is the name that it was given. */
export const JSON_STRUCT = `{${COLUMN_NAMES.map((name) => `"${name}": ${TYPES[name] ?? '"VARCHAR"'}`).join(', ')}}`
const PATHS = `[${COLUMN_NAMES.map((name) => `'$.${name}'`).join(', ')}]`

export const jsonFields = (alias: string): Fields => ({
  event: `${alias}.event`,
  session_id: `${alias}.session_id`,
  agent_draft: `${alias}.agent_draft`,
  suggestion_used: `${alias}.suggestion_used`,
  policy_refs: `${alias}.policy_refs`,
  latency_ms: `${alias}.latency_ms`,
  ab_test_bucket: `${alias}.ab_test_bucket`,
  event_id: `coalesce(${alias}.event_id, ${alias}.id)`,
  suggestion_id: `${alias}.suggestion_id`,
  agent_id: `${alias}.agent_id`,
  occurred_at: `${alias}.occurred_at`,
})

const type = (name: ColumnName) => `t[${COLUMN_NAMES.indexOf(name) + 1}]`
const absent = (name: ColumnName) => `(${type(name)} IS NULL OR ${type(name)} = 'NULL')`
const isOf = (name: ColumnName, wanted: string) => `(${absent(name)} OR ${type(name)} = '${wanted}')`

const TEXTS = COLUMN_NAMES.filter((name) => name !== 'policy_refs' && name !== 'latency_ms')
const LENIENT = String.raw`regexp_matches(json, ',\s*[\]}]')`
const NOT_A_NUMBER = String.raw`regexp_matches(json, '[:,\[]\s*[-+]?(?i:nan|inf)')`
// Where all keys are known ones, each once, none can hide a second value or one that is no JSON.
// (A CASE, because OR would compute both sides for every row.)
const STRICT = `NOT ${LENIENT} AND CASE WHEN len(json_keys(json)) = list_count(t) THEN true
  ELSE NOT ${NOT_A_NUMBER} AND len(list_distinct(json_keys(json))) = len(json_keys(json)) END`

export async function ndjsonSource(_: DuckDBConnection, file: string): Promise<Source> {
  return {
    from: `(SELECT json, json_type(json, ${PATHS}) AS t, json_transform(json, '${JSON_STRUCT}') AS v
            FROM read_ndjson_objects(${pathLiteral(file)}, ignore_errors = true))`,
    fields: jsonFields('v'),
    typed: `(${type('event')} = 'VARCHAR' AND ${STRICT}
      AND ${TEXTS.map((name) => isOf(name, 'VARCHAR')).join(' AND ')}
      AND ${isOf('latency_ms', 'UBIGINT')}
      AND (${absent('policy_refs')} OR (${type('policy_refs')} = 'ARRAY' AND to_json(v.policy_refs) = (json -> '$.policy_refs'))))`,
    json: 'json',
    at: {
      given: `NOT (${absent('ts')} AND ${absent('timestamp')})`,
      value: instant(`coalesce(v.ts, v.timestamp)`),
    },
    unreadable: 'the line is not valid JSON',
    position: 'lines',
  }
}
