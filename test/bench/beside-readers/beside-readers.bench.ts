// Keeps the bench from rotting: two very short rounds. Its figures mean nothing.
import { expect, test } from 'vitest'
import { run } from './run.ts'
import { formatTable, tableRows, targetLines } from './table.ts'

test('no event is refused and no report fails, with readers and without, through both ports', async () => {
  const connections = [2, 8]
  const plan = { connections, rounds: 2, readers: 4, warmUpMs: 50, rampMs: 50, measureMs: 300 }
  const results = await run(plan, () => {})
  const rows = tableRows(results)
  expect(rows.map((row) => [row.port, row.connections, row.refused, row.reports.failed])).toEqual(
    ['writer', 'public port'].flatMap((port) => connections.map((level) => [port, level, 0, 0])),
  )
  for (const row of rows) {
    expect(row.reports.perSecond).toBeGreaterThan(0)
    expect(row.beside).toBeGreaterThan(0)
  }
  for (const count of results.counts) expect(count.stored).toBe(count.acknowledged)
  expect(`${formatTable(rows)}${targetLines(rows)}`).not.toMatch(/NaN|undefined/)
})
