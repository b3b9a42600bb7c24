// File names in the published folder. A name says what range it holds and is never used twice.
// Readers must never list the folder; they open what the manifest names.
import { randomBytes } from 'node:crypto'

export const TEMPORARY_SUFFIX = '.tmp'

const pad = (n: number) => String(n).padStart(12, '0')

export type Range = { first: number; last: number }

const stem = (range: Range) => `${pad(range.first)}-${pad(range.last)}-${randomBytes(4).toString('hex')}`

/** Fresh names for the two files of one segment; the random part keeps them from ever coming again. */
export function segmentNames(range: Range): { events: string; rollup: string } {
  const name = stem(range)
  return { events: `events-${name}.parquet`, rollup: `rollup-${name}.parquet` }
}

/** Fresh names for the files of one coarse rollup. */
export function coarseNames(range: Range): { months: string; days: string; agents: string } {
  const name = stem(range)
  return { months: `months-${name}.parquet`, days: `days-${name}.parquet`, agents: `agents-${name}.parquet` }
}

/** True for a name that the publisher gives: what collection may delete. */
export const isPublishedName = (name: string) =>
  /^(events|rollup|months|days|agents)-\d{12,}-\d{12,}-[0-9a-f]{8}\.parquet$/.test(name)
