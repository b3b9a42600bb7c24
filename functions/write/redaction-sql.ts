// Redaction where texts come in bulk: SQL that finds the few texts in which there may be something, and has only those
// redacted. It must never pass over a text that the policies would change (test/unit/redaction-sql.test.ts).
import type { DuckDBConnection } from '@duckdb/node-api'
import { digitsInRe2 } from '../coach/numbers/screen.ts'
import type { Admission } from './admission.ts'
import { defineTextFunction } from './ledger/text-function.ts'

/**
 * Tells a DuckDB instance how texts are kept.
 * @param admission whose policies stay the same for as long as the SQL is used
 * @returns SQL of a text as it may be kept, and whether it holds what must not be kept (null where nothing is redacted); a
 *   microsecond for most texts
 */
export function redactionSql(connection: DuckDBConnection, admission: Admission) {
  const { redactsFrom } = admission.policies
  if (!admission.redacts || redactsFrom === Number.POSITIVE_INFINITY)
    return { kept: (text: string) => text, holdsMore: null }
  defineTextFunction(connection, 'redacted', (text) => admission.text(text))
  const mayHoldNumber = (text: string) => `regexp_matches(${text}, '${digitsInRe2(redactsFrom)}')`
  return {
    kept: (text: string) => `CASE WHEN ${mayHoldNumber(text)} THEN redacted(${text}) ELSE ${text} END`,
    holdsMore: (text: string) =>
      `CASE WHEN ${mayHoldNumber(text)} THEN redacted(${text}) <> ${text} ELSE false END`,
  }
}
