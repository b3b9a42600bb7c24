// Judges the rows that the SQL would not vouch for, one by one, with the very schema of the API.
// It must never hold more of them than one page.
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Event, eventSchema } from '../../event.ts'
import { fieldErrors } from '../../http.ts'
import type { FieldError } from '../../problem.ts'
import { rows } from '../ledger/duck.ts'
import type { Refusals } from './refusals.ts'

/** Rows of the file looked through at a time. */
const PAGE = 122_880

type Verdict = { event: Event } | { errors: FieldError[] }

/** In a file a null is an absent value, as most that write files have no other way to say so. */
function judge(json: string | null, unreadable: string): Verdict {
  let value: unknown
  try {
    if (json === null) return { errors: [{ path: '', message: unreadable }] }
    value = JSON.parse(json)
  } catch {
    return { errors: [{ path: '', message: unreadable }] }
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { id, ...given } = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
    value = id === undefined ? given : { event_id: id, ...given }
  }
  const parsed = eventSchema.safeParse(value)
  return parsed.success ? { event: parsed.data } : { errors: fieldErrors(parsed.error.issues) }
}

/**
 * Goes through the rows of `staged.parsed` that are not `ok`: refuses them, or puts them into `staged.rescued` as
 * (row, json).
 */
export async function judgeRest(
  connection: DuckDBConnection,
  total: number,
  unreadable: string,
  refusals: Refusals,
): Promise<void> {
  await connection.run('CREATE TABLE staged.rescued (row BIGINT, json VARCHAR)')
  for (let from = 0; from < total; from += PAGE) {
    const page = await rows(
      connection,
      `SELECT (rowid + 1)::DOUBLE AS row, json, time_error FROM staged.parsed
       WHERE rowid >= ${from} AND rowid < ${from + PAGE} AND NOT ok ORDER BY rowid`,
    )
    if (page.length === 0) continue
    const appender = await connection.createAppender('rescued', 'main', 'staged')
    for (const { row, json, time_error } of page) {
      const verdict = judge(json as string | null, unreadable)
      const errors = 'errors' in verdict ? verdict.errors : []
      if (time_error !== null)
        errors.push({ path: (time_error as string).split(' ')[0] as string, message: time_error as string })
      if ('errors' in verdict || errors.length > 0) {
        refusals.add(row as number, errors)
        continue
      }
      appender.appendBigInt(BigInt(row as number))
      appender.appendVarchar(JSON.stringify(verdict.event))
      appender.endRow()
    }
    appender.closeSync()
  }
}
