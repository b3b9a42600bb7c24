// The digest of events: the same SQL over the ledger and over a published file, so that both can be compared without
// bringing their rows together. It must cover every column, tell NULL from '' and one row from two.
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { rows } from './duck.ts'
import { COLUMN_LIST } from './schema.ts'

/** Events of one question: about a second of one core, so that progress is seen and nothing long is in the way. */
export const MAX_DIGESTED_EVENTS = 500_000
/** Parts of one answer, about 100 kB of JSON. */
export const DIGEST_PARTS = 1_000

/** Events first…last in parts of `step` events, the last part perhaps shorter. */
export const digestedSchema = z
  .object({ first: z.int().positive(), last: z.int().positive(), step: z.int().positive() })
  .refine(({ first, last }) => last >= first && last - first < MAX_DIGESTED_EVENTS, {
    message: `first…last are 1 to ${MAX_DIGESTED_EVENTS} events`,
    path: ['last'],
  })
  .refine(({ first, last, step }) => (last - first) / step < DIGEST_PARTS, {
    message: `at most ${DIGEST_PARTS} parts`,
    path: ['step'],
  })
export type Digested = z.infer<typeof digestedSchema>

export const digestsSchema = z.array(z.object({ rows: z.int().nonnegative(), digest: z.string() }))
/** Of each part: its rows, and a digest that is the same for the same rows in any order. */
export type Digests = z.infer<typeof digestsSchema>

/**
 * MD5 of each row's values as a JSON array, put together by XOR and by sum: what cancels out in one stands in the other.
 * @param relation SQL with the columns of `coach_events`
 * @returns one entry per part; a part without rows has the digest ''
 */
export async function digestsOf(
  connection: DuckDBConnection,
  relation: string,
  { first, last, step }: Digested,
): Promise<Digests> {
  const found = await rows(
    connection,
    `SELECT ((seq - ${first}) // ${step})::DOUBLE AS part, count(*)::DOUBLE AS rows,
            concat(bit_xor(row_digest), '-', sum(hash(row_digest))) AS digest
     FROM (SELECT seq, md5_number(json_array(${COLUMN_LIST})::VARCHAR) AS row_digest
           FROM ${relation} WHERE seq BETWEEN ${first} AND ${last})
     GROUP BY part`,
  )
  const digests: Digests = Array.from({ length: Math.floor((last - first) / step) + 1 }, () => ({
    rows: 0,
    digest: '',
  }))
  for (const { part, rows, digest } of found)
    digests[part as number] = { rows: rows as number, digest: digest as string }
  return digests
}
