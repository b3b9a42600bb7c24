// Exports as Parquet: DuckDB writes each stretch of rows as a small file, whose row groups become part of one stream.
// A part is on disk only until it has been read: nothing of it stays when the export ends, however it ends.
import { readFile, rm } from 'node:fs/promises'
import type { Scratch } from '../snapshot/scratch.ts'
import type { ExportBounds } from './bounds.ts'
import { COLUMNS } from './columns.ts'
import { ParquetSplice } from './parquet-splice.ts'
import type { ExportRows } from './rows.ts'

/** Bytes handed on at once. */
const PIECE_BYTES = 1024 * 1024

const typed = COLUMNS.map(({ name, type }) => `${name}::${type} AS ${name}`).join(', ')
const noEvents = `SELECT ${COLUMNS.map(({ name }) => `NULL AS ${name}`).join(', ')}`

/** @returns the pieces of one chunk at a time  @throws Error when a part does not hold the rows it must */
export async function* parquet(
  rows: ExportRows,
  { parquetRows, parquetBytes }: ExportBounds,
  scratch: Scratch,
): AsyncGenerator<Uint8Array[]> {
  const part = async (write: (path: string) => Promise<void>): Promise<Uint8Array> => {
    const path = scratch.newPath('parquet')
    try {
      await write(path)
      return await readFile(path)
    } finally {
      await rm(path, { force: true })
    }
  }
  const copy = { rowGroup: parquetRows, signal: rows.signal }
  const splice = new ParquetSplice(
    await part((path) =>
      rows.ask({ first: 0, last: 0 }, (snapshot) =>
        snapshot.eventsToParquet(`SELECT ${typed} FROM (${noEvents}) WHERE false`, [], {}, { ...copy, path }),
      ),
    ),
  )
  let before = [splice.head]
  const sql = `SELECT ${typed} FROM events WHERE seq BETWEEN $first AND $last AND ${rows.where} ORDER BY seq`
  for await (const stretch of rows.stretches({ rows: parquetRows, bytes: parquetBytes })) {
    const file = await part((path) =>
      rows.ask(stretch, (snapshot, segments, values) =>
        snapshot.eventsToParquet(sql, segments, values, { ...copy, path }),
      ),
    )
    const { bytes, rows: count } = splice.add(file)
    if (count !== stretch.rows)
      throw new Error(`events ${stretch.first}-${stretch.last}: ${count} rows, not ${stretch.rows}`)
    const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, n) =>
      bytes.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES),
    )
    yield [...before, ...pieces]
    before = []
  }
  yield [...before, splice.end()]
}
