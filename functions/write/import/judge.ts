// Judges the rows that the SQL would not vouch for, one by one, with the very schema of the API.
// It must never hold more of them than one page, nor write a text that was not admitted.
import type { DuckDBConnection } from '@duckdb/node-api'
import { eventSchema } from '../../event.ts'
import { fieldErrors } from '../../http.ts'
import type { FieldError } from '../../problem.ts'
import { repeatedKeys } from '../../repeated-keys.ts'
import type { Admission, Admitted, Policies } from '../admission.ts'
import { rows } from '../ledger/duck.ts'
import type { Refusals } from './refusals.ts'

/** Rows of the file looked through at a time. */
const PAGE = 122_880

type Verdict = { event: Admitted; violated: string | null } | { errors: FieldError[] }

/** What judging needs besides the rows. `unreadable`: what to say of one that cannot be read at all. */
export type Judging = { admission: Admission; unreadable: string; unsealed: (json: string) => string }

/** The numbers that stand for them in the staged file (fields.ts). */
export const USED: readonly Admitted['used'][] = ['unknown', 'draft', 'other']

/** @returns of a text as it was sent: the policies that it violates, as JSON */
export const violatedBy = (policies: Policies) => (text: string) => JSON.stringify(policies.violated(text))

/** In a file a null is an absent value, as most that write files have no other way to say so. */
function judge(
  json: string | null,
  { admission, unreadable }: Pick<Judging, 'admission' | 'unreadable'>,
): Verdict {
  let value: unknown
  try {
    if (json === null) return { errors: [{ path: '', message: unreadable }] }
    value = JSON.parse(json)
    const repeated = repeatedKeys(json, value)
    if (repeated.length > 0) return { errors: repeated }
  } catch {
    return { errors: [{ path: '', message: unreadable }] }
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { id, ...given } = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
    value = id === undefined ? given : { event_id: id, ...given }
  }
  const parsed = eventSchema.safeParse(value)
  if (!parsed.success) return { errors: fieldErrors(parsed.error.issues) }
  const event = admission.admit(parsed.data)
  const changed = event.event.suggestion_used !== parsed.data.suggestion_used
  return {
    event,
    violated: changed ? violatedBy(admission.policies)(parsed.data.suggestion_used ?? '') : null,
  }
}

/**
 * Goes through the rows of `staged.parsed` that are not `ok`: refuses them, or puts them into `staged.rescued` as
 * (row, json, used, violated).
 */
export async function judgeRest(
  connection: DuckDBConnection,
  total: number,
  refusals: Refusals,
  judging: Judging,
): Promise<void> {
  await connection.run(
    'CREATE TABLE staged.rescued (row BIGINT, json VARCHAR, used UTINYINT, violated VARCHAR)',
  )
  for (let from = 0; from < total; from += PAGE) {
    const page = await rows(
      connection,
      `SELECT (rowid + 1)::DOUBLE AS row, json, time_error FROM staged.parsed
       WHERE rowid >= ${from} AND rowid < ${from + PAGE} AND NOT ok ORDER BY rowid`,
    )
    if (page.length === 0) continue
    const appender = await connection.createAppender('rescued', 'main', 'staged')
    for (const { row, json, time_error } of page) {
      const verdict = judge(json === null ? null : judging.unsealed(json as string), judging)
      const errors = 'errors' in verdict ? verdict.errors : []
      if (time_error !== null)
        errors.push({ path: (time_error as string).split(' ')[0] as string, message: time_error as string })
      if ('errors' in verdict || errors.length > 0) {
        refusals.add(row as number, errors)
        continue
      }
      appender.appendBigInt(BigInt(row as number))
      const { event, event_id, used } = verdict.event
      appender.appendVarchar(JSON.stringify({ event_id, ...event }))
      appender.appendUTinyInt(USED.indexOf(used))
      if (verdict.violated === null) appender.appendNull()
      else appender.appendVarchar(verdict.violated)
      appender.endRow()
    }
    appender.closeSync()
  }
}
