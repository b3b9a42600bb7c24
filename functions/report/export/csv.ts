// How a row of the log is written as CSV (RFC 4180). Null is an empty cell, an empty text is "", so both come back.
import { COLUMNS, type Column } from './columns.ts'

export const CSV_HEADER = `${COLUMNS.map(({ name }) => name).join(',')}\r\n`

/** SQL for one line without its end, over the columns of event-rows.sql. */
export const csvLine = (spreadsheet: boolean): string =>
  `concat_ws(',', ${COLUMNS.map((column) => cell(column, spreadsheet)).join(', ')})`

const quoted = (sql: string) => `'"' || replace(${sql}, '"', '""') || '"'`

function cell({ name, csv }: Column, spreadsheet: boolean): string {
  if (csv === 'json') return quoted(`to_json(${name})::VARCHAR`)
  if (csv === 'plain') return `coalesce(${name}::VARCHAR, '')`
  // A cell that begins like this is a formula to a spreadsheet, quotes or not; some take the wide signs too, or skip spaces.
  const text = spreadsheet
    ? `(CASE WHEN regexp_matches(${name}, '^[\\s\\x{a0}]*[=+@＝＋＠－-]|^[\\t\\r\\n]') THEN '''' || ${name} ELSE ${name} END)`
    : name
  const special = [`','`, `'"'`, 'chr(13)', 'chr(10)'].map((one) => `contains(${name}, ${one})`).join(' OR ')
  return `CASE WHEN ${name} IS NULL THEN '' WHEN ${name} = '' OR ${special} THEN ${quoted(text)} ELSE ${text} END`
}
