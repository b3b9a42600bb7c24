// Exports as lines of text, CSV and NDJSON. DuckDB makes the lines; here bytes are only passed on.
import { namedQuery } from '../sql.ts'
import type { ExportBounds } from './bounds.ts'
import { CSV_HEADER, csvLine } from './csv.ts'
import type { ExportRows } from './rows.ts'

/** Seqs whose lines are one piece: pieces of about half a megabyte keep the event loop free. */
const PIECE_SEQS = 1_024

const rowsSql = namedQuery('event-rows')

/** One JSON object a line, with the same values as in /events/recent. */
export const ndjson = (rows: ExportRows, bounds: ExportBounds) =>
  lines(rows, bounds, `to_json(r)::VARCHAR || chr(10)`)

/** RFC 4180 with a header. @param spreadsheet disarms cells that a spreadsheet would take for formulas */
export const csv = (rows: ExportRows, bounds: ExportBounds, spreadsheet: boolean) =>
  lines(rows, bounds, `${csvLine(spreadsheet)} || chr(13) || chr(10)`, CSV_HEADER)

/** @returns the pieces of one chunk at a time  @throws Error when a chunk does not hold the rows it must */
async function* lines(
  rows: ExportRows,
  { textRows, textBytes }: ExportBounds,
  line: string,
  header = '',
): AsyncGenerator<Uint8Array[]> {
  const sql = `
    SELECT count(*)::DOUBLE AS rows, encode(string_agg(${line}, '' ORDER BY seq)) AS text
    FROM (${rowsSql.replace('$filter', rows.where)}) r
    GROUP BY seq // ${PIECE_SEQS} ORDER BY min(seq)`
  let before = header === '' ? [] : [Buffer.from(header)]
  for await (const stretch of rows.stretches({ rows: textRows, bytes: textBytes })) {
    const pieces = (await rows.ask(stretch, (snapshot, segments, values) =>
      snapshot.exportEvents(sql, segments, values, rows.signal),
    )) as { rows: number; text: Buffer }[]
    const count = pieces.reduce((sum, piece) => sum + piece.rows, 0)
    if (count !== stretch.rows)
      throw new Error(`events ${stretch.first}-${stretch.last}: ${count} rows, not ${stretch.rows}`)
    yield [...before, ...pieces.map(({ text }) => text)]
    before = []
  }
  if (before.length > 0) yield before
}
