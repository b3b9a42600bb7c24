// Finds the lines of a text file on which given rows begin, for the few that a person is told about.
// It must never read further than the last of them.
import { createReadStream } from 'node:fs'

const [NEWLINE, QUOTE] = [10, 34]
const BLANKS = new Set([9, 13, 32])

type Wanted = {
  /** Numbers of rows, from 1, ascending; neither blank lines nor `rejected` ones are rows. */
  rows: number[]
  /** Where the lines begin that are no rows, in bytes, ascending; and how many of them are to be found. */
  rejected: number[]
  named: number
}

/**
 * @param quoted CSV: its first line is a header, and a quoted field may hold line breaks
 * @returns the lines, from 1, of the rows by their number, and of the rejected lines by where they begin
 */
export async function linesOf(
  file: string,
  quoted: boolean,
  wanted: Wanted,
): Promise<{ rows: Map<number, number>; rejected: Map<number, number> }> {
  const found = { rows: new Map<number, number>(), rejected: new Map<number, number>() }
  const rows = new Set(wanted.rows)
  const rejected = new Set(wanted.rejected)
  const lastRow = wanted.rows.at(-1) ?? 0
  const lastRejected = wanted.rejected[Math.min(wanted.named, wanted.rejected.length) - 1] ?? -1
  let row = quoted ? -1 : 0
  let line = 1
  let offset = 0
  let start = { line, offset }
  let blank = true
  let open = false
  let pending: number | null = null

  /** A row, or whatever it is, has ended. @returns whether all that is wanted is found */
  function end(): boolean {
    if (rejected.has(start.offset)) pending = start.offset
    // DuckDB takes the blank lines before a line for a part of it.
    if (!blank && pending !== null) {
      found.rejected.set(pending, start.line)
      pending = null
    } else if (!blank) {
      row += 1
      if (rows.has(row)) found.rows.set(row, start.line)
    }
    const done = row >= lastRow && start.offset >= lastRejected && pending === null
    start = { line, offset }
    blank = true
    open = false
    return done
  }
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    for (const byte of part) {
      offset += 1
      if (byte === NEWLINE) {
        line += 1
        if (!open && end()) return found
      } else if (!BLANKS.has(byte)) {
        blank = false
        if (quoted && byte === QUOTE) open = !open
      }
    }
  end()
  return found
}
