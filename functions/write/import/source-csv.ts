// Rows of a CSV file with a header line. Everything in it is text; an empty unquoted field is an absent one.
// It must never refuse the whole file for one line: lines that are no rows are refused like rows.
import type { DuckDBConnection } from '@duckdb/node-api'
import { OperatorError } from '../../operator-error.ts'
import { pathLiteral, rows } from '../ledger/duck.ts'
import { COLUMN_NAMES, type ColumnName, type Source } from './columns.ts'
import { instant } from './instant.ts'
import { policyList } from './policy-text.ts'

/** Lines that are no rows and are told of; more of them are only left out. */
const MAX_REJECTED = 100_000

/** @throws OperatorError when the header names none of the columns */
export async function csvSource(connection: DuckDBConnection, file: string): Promise<Source> {
  const from = `read_csv(${pathLiteral(file)}, header = true, all_varchar = true, quote = '"', escape = '"',
    allow_quoted_nulls = false, store_rejects = true, rejects_limit = ${MAX_REJECTED})`
  const found = await rows(connection, `SELECT column_name FROM (DESCRIBE SELECT * FROM ${from})`)
  const there = new Set(found.map((row) => row.column_name))
  if (!COLUMN_NAMES.some((name) => there.has(name)))
    throw new OperatorError(
      `The first line of ${file} names none of the columns of an event (${COLUMN_NAMES.join(', ')}).`,
    )
  const column = (name: ColumnName) => (there.has(name) ? `"${name}"` : 'NULL::VARCHAR')
  const policies = policyList(column('policy_refs'))
  const latency = `TRY_CAST(${column('latency_ms')} AS BIGINT)`
  const texts = {
    event: column('event'),
    session_id: column('session_id'),
    agent_draft: column('agent_draft'),
    suggestion_used: column('suggestion_used'),
    ab_test_bucket: column('ab_test_bucket'),
    event_id: `coalesce(${column('event_id')}, ${column('id')})`,
    suggestion_id: column('suggestion_id'),
    agent_id: column('agent_id'),
    occurred_at: column('occurred_at'),
  }
  const times = (['ts', 'timestamp'] as const).filter((name) => there.has(name))
  const time = `coalesce(${times.map(column).join(', ')})`
  return {
    from,
    fields: { ...texts, policy_refs: policies.value, latency_ms: latency },
    typed: `${policies.typed} AND regexp_full_match(${column('latency_ms')}, '\\d{1,7}')`,
    json: `json_object(${Object.entries(texts)
      .map(([name, value]) => `'${name}', ${value}`)
      .join(', ')}, 'policy_refs', ${policies.json},
      'latency_ms', coalesce(to_json(TRY_CAST(${column('latency_ms')} AS DOUBLE)), to_json(${column('latency_ms')})))`,
    at: times.length === 0 ? null : { given: `${time} IS NOT NULL`, value: instant(time) },
    unreadable: 'the line is no row of the table',
    position: 'quoted lines',
  }
}
