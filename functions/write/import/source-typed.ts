// Rows of a table whose columns have types: Parquet, or a DuckDB database.
// It must never guess: a column of a type that the API has no value for is refused row by row, with the API's words.
import type { DuckDBConnection } from '@duckdb/node-api'
import { OperatorError } from '../../operator-error.ts'
import { rows } from '../ledger/duck.ts'
import { COLUMN_NAMES, type ColumnName, type Source } from './columns.ts'
import { instant } from './instant.ts'
import { policyList } from './policy-text.ts'

const INTEGER = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT))$/
const FRACTIONAL = /^(FLOAT|DOUBLE|DECIMAL)/
const NAIVE = /^(TIMESTAMP(_S|_MS|_NS)?|DATE)$/
const ZONED = 'TIMESTAMP WITH TIME ZONE'

/** A column as the API's value, whether it has the type for it, and as JSON. */
type Reading = { value: string; typed: string; json: string }
const reading = (value: string, typed = 'true', json = `to_json(${value})`): Reading => ({
  value,
  typed,
  json,
})

const rfc3339 = (time: string) => `strftime(${time} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`
/** A naive time is this machine's local one: the zone of the connection. */
const zoned = (name: string, type: string) => (type === ZONED ? name : `(${name}::TIMESTAMP)::TIMESTAMPTZ`)

function text(name: string, type: string): Reading {
  if (type === 'VARCHAR') return reading(name)
  if (type === 'UUID' || type.startsWith('ENUM')) return reading(`${name}::VARCHAR`)
  return reading('NULL::VARCHAR', `${name} IS NULL`, `to_json(${name})`)
}

function whole(name: string, type: string): Reading {
  if (INTEGER.test(type)) return reading(name)
  if (FRACTIONAL.test(type))
    return reading(
      `TRY_CAST(${name} AS BIGINT)`,
      `(${name} IS NULL OR TRY_CAST(${name} AS BIGINT) = ${name})`,
      `to_json(${name})`,
    )
  return reading('NULL::BIGINT', `${name} IS NULL`, `to_json(${name})`)
}

function list(name: string, type: string): Reading {
  if (type === 'VARCHAR[]') return reading(name)
  if (type === 'VARCHAR' || type === 'JSON') return policyList(`${name}::VARCHAR`)
  return reading('NULL::VARCHAR[]', `${name} IS NULL`, `to_json(${name})`)
}

function time(name: string, type: string): Reading {
  if (type === ZONED || NAIVE.test(type)) return reading(rfc3339(zoned(name, type)))
  return text(name, type)
}

function at(name: string, type: string): string {
  if (type === ZONED || NAIVE.test(type)) return zoned(name, type)
  return type === 'VARCHAR' ? instant(name) : 'NULL::TIMESTAMPTZ'
}

/**
 * @param from SQL of the table
 * @param original whether it is a table of the original system, whose ids are any text
 * @throws OperatorError when it has none of the columns
 */
export async function typedSource(
  connection: DuckDBConnection,
  from: string,
  original: boolean,
): Promise<Source> {
  const found = await rows(
    connection,
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${from})`,
  )
  const types = new Map(found.map((row) => [row.column_name as string, row.column_type as string]))
  const read = (name: ColumnName, as: (name: string, type: string) => Reading): Reading => {
    const type = types.get(name)
    return type === undefined ? reading('NULL', 'true', 'NULL') : as(name, type)
  }
  if (!COLUMN_NAMES.some((name) => types.has(name)))
    throw new OperatorError(`The file has none of the columns of an event (${COLUMN_NAMES.join(', ')}).`)
  const id = read(types.has('event_id') ? 'event_id' : 'id', text)
  const event = {
    event: read('event', text),
    session_id: read('session_id', text),
    agent_draft: read('agent_draft', text),
    suggestion_used: read('suggestion_used', text),
    policy_refs: read('policy_refs', list),
    latency_ms: read('latency_ms', whole),
    ab_test_bucket: read('ab_test_bucket', text),
    event_id: original ? reading(`coalesce(TRY_CAST(id AS UUID), md5(id)::UUID)::VARCHAR`) : id,
    suggestion_id: read('suggestion_id', text),
    agent_id: read('agent_id', text),
    occurred_at: read('occurred_at', time),
  }
  const names = Object.keys(event) as (keyof typeof event)[]
  const times = (['ts', 'timestamp'] as const).filter((name) => types.has(name))
  return {
    from,
    fields: Object.fromEntries(names.map((name) => [name, event[name].value])) as Source['fields'],
    typed: names.map((name) => event[name].typed).join(' AND '),
    json: `json_object(${names.map((name) => `'${name}', ${event[name].json}`).join(', ')})`,
    at:
      times.length === 0
        ? null
        : {
            given: `coalesce(${times.map((name) => `${name}::VARCHAR`).join(', ')}) IS NOT NULL`,
            value: `coalesce(${times.map((name) => at(name, types.get(name) as string)).join(', ')})`,
          },
    unreadable: 'the row cannot be read',
    position: 'rows',
  }
}
