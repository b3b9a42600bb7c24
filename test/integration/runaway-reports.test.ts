// Queries that would never end, as many as run at once: they are stopped, and meanwhile whoever asks for something else is
// answered. The limit of a query is an argument; in the product it is ten seconds.
import { expect, it } from 'vitest'
import { QueryPool } from '../../functions/report/snapshot/query-pool.ts'
import { testFolder } from '../support/folder.ts'

/** None of them ends by itself: a product of everything, a recursion, a regular expression on the longest of texts. */
const RUNAWAYS = [
  'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b',
  'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r',
  `SELECT count(*) FROM range(1000000000000) WHERE md5(range::VARCHAR) = 'x'`,
]
const LIMIT_MS = 300
/** Within which an interrupted query has to be gone, and others answered: far more than they take. */
const GONE_MS = 10_000

it('as many runaway queries as there are connections are each stopped in time, again and again', async () => {
  const pool = await QueryPool.open({ kind: 'reports', directories: [testFolder()], limitMs: LIMIT_MS })
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now()
    const runaways = RUNAWAYS.map(async (sql) => {
      const slug = await pool.query(sql).then(
        () => 'it ended',
        (error) => error.slug ?? String(error),
      )
      return { slug, inTime: performance.now() - began < LIMIT_MS + GONE_MS }
    })
    const others = Array.from({ length: 20 }, async (_, n) => [
      await pool.query(`SELECT ${n} AS n`),
      performance.now() - began < LIMIT_MS + GONE_MS,
    ])
    expect(await Promise.all(runaways)).toEqual(
      RUNAWAYS.map(() => ({ slug: 'report-too-slow', inTime: true })),
    )
    expect(await Promise.all(others)).toEqual(others.map((_, n) => [[{ n }], true]))
  }
  pool.close()
})
