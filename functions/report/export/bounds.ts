// The bounds of exports: what one holds in memory, how long it may wait, how many there may be.
// A test passes smaller ones, so that little data makes many chunks.

export type ExportBounds = {
  /** Exports at once in one process: each holds a chunk in memory and the next one; their queries take turns. */
  concurrent: number
  /** Milliseconds without the client taking anything, then the export is broken off: it holds one of few places. */
  stallMs: number
  /** Rows surveyed together at first: a row group of the largest segments. More when few are wanted of them. */
  window: number
  /** Rows surveyed together at most: about a second of work, far below a query's limit. */
  widestWindow: number
  /** Wanted texts surveyed together, in bytes: more make the next window narrower. */
  windowBytes: number
  /** Seqs weighed together: 128 rows of the longest texts there can be are 15 MB. */
  part: number
  /** Of one chunk of CSV or NDJSON: rows (half a row group), and bytes of their texts. About 30 MB as lines. */
  textRows: number
  textBytes: number
  /** Of one row group of an exported Parquet file: rows, and bytes of their texts before compression. */
  parquetRows: number
  parquetBytes: number
}

export const EXPORT_BOUNDS: ExportBounds = {
  concurrent: 2,
  stallMs: 60_000,
  window: 122_880,
  widestWindow: 2_097_152,
  windowBytes: 256 * 1024 * 1024,
  part: 128,
  textRows: 61_440,
  textBytes: 16 * 1024 * 1024,
  parquetRows: 122_880,
  parquetBytes: 32 * 1024 * 1024,
}
