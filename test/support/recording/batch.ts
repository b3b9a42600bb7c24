// Batches of numbered events as clients send them: in every form, some whole or not at all, some with a row that is no event.
import { gzipSync } from 'node:zlib'
import { bodyOf } from './numbered-events.ts'

export type Batch = {
  /** The numbers of its rows, in their order. */
  rows: readonly number[]
  /** Place of the row that is no event; null when all are. */
  bad: { index: number; how: BadRow } | null
  /** Under this name it is asked to be stored whole or not at all; null: each row for itself. */
  atomic: string | null
  ndjson: boolean
  gzip: boolean
}

/** A bad row carries its number in its id all the same, so that it would be found if it were stored. */
const BAD_ROWS = {
  'a negative latency': (n: number) => JSON.stringify({ ...JSON.parse(bodyOf(n)), latency_ms: -1 }),
  'no known event': (n: number) => JSON.stringify({ ...JSON.parse(bodyOf(n)), event: 'maybe' }),
  // In a JSON array it would make the whole body malformed.
  'half a line': (n: number) => bodyOf(n).slice(0, -40),
}
type BadRow = keyof typeof BAD_ROWS

/** Shares of batches: atomic ones, those in NDJSON, packed ones, those with a bad row. */
const SHARE = { atomic: 0.3, ndjson: 0.5, gzip: 0.3, bad: 0.2 }

/**
 * @param first number of its first row
 * @param most rows at most; small batches come more often than large ones
 */
export function drawBatch(random: () => number, first: number, most: number): Batch {
  const size = Math.ceil(most * random() ** 2) || 1
  const rows = Array.from({ length: size }, (_, index) => first + index)
  const [atomic, ndjson, gzip] = [random() < SHARE.atomic, random() < SHARE.ndjson, random() < SHARE.gzip]
  const hows = Object.keys(BAD_ROWS).filter((how) => ndjson || how !== 'half a line') as BadRow[]
  const bad = {
    index: Math.floor(random() * size),
    how: hows[Math.floor(random() * hows.length)] as BadRow,
  }
  const hasBad = random() < SHARE.bad && size > 1
  return { rows, bad: hasBad ? bad : null, atomic: atomic ? `batch-${first}` : null, ndjson, gzip }
}

/** The same rows that are still to be stored, without the bad one. */
export const withRows = (batch: Batch, rows: readonly number[]): Batch => ({ ...batch, rows, bad: null })

export function requestOf({ rows, bad, atomic, ndjson, gzip }: Batch) {
  const bodies = rows.map((n, index) => (index === bad?.index ? BAD_ROWS[bad.how](n) : bodyOf(n)))
  const text = Buffer.from(ndjson ? `${bodies.join('\n')}\n` : `[${bodies.join(',')}]`)
  return {
    path: `/events/coach/batch${atomic === null ? '' : '?atomic=true'}`,
    headers: {
      'content-type': ndjson ? 'application/x-ndjson' : 'application/json',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: gzip ? gzipSync(text, { level: 1 }) : text,
  }
}
