import { expect, it } from 'vitest'
import { QueryPool } from '../../functions/report/snapshot/query-pool.ts'
import { testFolder } from '../support/folder.ts'

const endless = 'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b'

it('a runaway query is stopped at its limit, and those that wait behind it are answered', async () => {
  const pool = await QueryPool.open({ kind: 'reports', directories: [testFolder()], limitMs: 100 })
  const runaways = Promise.allSettled(Array.from({ length: 3 }, () => pool.query(endless)))
  expect(await pool.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(await runaways).toEqual(
    Array(3).fill({ status: 'rejected', reason: expect.objectContaining({ slug: 'report-too-slow' }) }),
  )
  pool.close()
})

it('a query that fails midway is an error, never a part of its rows', async () => {
  const pool = await QueryPool.open({ kind: 'reports', directories: [testFolder()] })
  const midway = `SELECT if(range = 300000, error('midway')::BIGINT, range) AS n FROM range(400000)`
  await expect(pool.query(midway)).rejects.toThrow('midway')
  pool.close()
})

it.each(['reports', 'exports'] as const)(
  'a query of %s that nobody wants any more ends, and its connection serves the next one',
  async (kind) => {
    const pool = await QueryPool.open({ kind, directories: [testFolder()] })
    const unwanted = new AbortController()
    const queries = Promise.allSettled(
      Array.from({ length: 4 }, () => pool.query(endless, undefined, unwanted.signal)), // the fourth still waits
    )
    const reason = new Error('nobody wants it')
    unwanted.abort(reason)
    expect(await queries).toEqual(Array(4).fill({ status: 'rejected', reason }))
    expect(await pool.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    pool.close()
  },
)

it('more queries than may wait are refused, and the others still answered', async () => {
  const pool = await QueryPool.open({ kind: 'reports', directories: [testFolder()] })
  const results = await Promise.allSettled(
    Array.from({ length: 300 }, (_, n) => pool.query(`SELECT ${n} AS n`)),
  )
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toEqual(
    Array(300 - 3 - 256).fill({
      status: 'rejected',
      reason: expect.objectContaining({ slug: 'reports-busy' }),
    }),
  )
  expect(results[258]).toEqual({ status: 'fulfilled', value: [{ n: 258 }] })
  pool.close()
})

it('a query can open nothing outside the published folder, and cannot open the sandbox', async () => {
  const pool = await QueryPool.open({ kind: 'reports', directories: [testFolder()] })
  await expect(pool.query(`SELECT * FROM read_text('/etc/hostname')`)).rejects.toThrow('Permission Error')
  await expect(pool.query(`ATTACH '/tmp/elsewhere.duckdb'`)).rejects.toThrow('Permission Error')
  await expect(pool.query(`SET enable_external_access = true`)).rejects.toThrow('locked')
  pool.close()
})
