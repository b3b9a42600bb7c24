// Keeps the bench from rotting: one very short round of every peer. Its figures mean nothing.
import { expect, test } from 'vitest'
import { PEERS } from './peers/peers.ts'
import { run } from './run.ts'
import { formatTable, tableRows } from './table.ts'

test('every peer answers 200, the product holds what it acknowledged, the table is complete', async () => {
  const connections = [1, 8]
  const results = await run({ connections, rounds: 1, warmUpMs: 50, rampMs: 50, measureMs: 300 }, () => {})
  const rows = tableRows(results)
  expect(rows.map((row) => [row.connections, row.peer])).toEqual(
    connections.flatMap((level) => PEERS.map((peer) => [level, peer.name])),
  )
  for (const row of rows) {
    expect(row.refused).toBe(0)
    expect(row.perSecond).toBeGreaterThan(0)
    expect(row.toInsert).toBeGreaterThan(0)
  }
  expect(results.counts.map((count) => count.peer)).toEqual(['writer', 'public port'])
  for (const count of results.counts) expect(count.stored).toBe(count.acknowledged)
  expect(formatTable(rows).split('\n')).toHaveLength(2 + rows.length)
})
