// Keeps the bench from rotting: a few batches of every size and peer. Its figures mean nothing.
import { expect, test } from 'vitest'
import { run } from './run.ts'
import { formatTable, tableRows, targetLines } from './table.ts'

test('every peer stores every row of every batch, the table is complete', async () => {
  const sizes = [1, 100, 5_000].map((events) => ({ events, requests: 2 }))
  const plan = { sizes, connections: [1, 4], rounds: 1, warmUp: { events: 100, requests: 2 } }
  const results = await run(plan, () => {})
  const rows = tableRows(results)
  const shared = ['read_ndjson INSERT', 'writer', 'public port']
  expect(rows.map(({ events, connections, peer, refused }) => [events, connections, peer, refused])).toEqual(
    sizes.flatMap(({ events }) => [
      ...[...shared, 'one INSERT of all files'].map((peer) => [events, 1, peer, 0]),
      ...shared.map((peer) => [events, 4, peer, 0]),
    ]),
  )
  const perLevel = 2 * (1 + 100 + 5_000)
  expect(results.counts).toEqual([
    ...shared.map((peer) => ({ peer, round: 1, rows: 200 + 2 * perLevel, held: 200 + 2 * perLevel })),
    { peer: 'one INSERT of all files', round: 1, rows: perLevel, held: perLevel },
  ])
  expect(targetLines(rows)).toEqual(
    [1, 4].flatMap((connections) =>
      ['writer', 'public port'].map((peer) =>
        expect.stringMatching(
          `^${peer}, batches of 5,000, connections: ${connections}: [\\d.]+ x read_ndjson INSERT; target at least 0.40 x`,
        ),
      ),
    ),
  )
  expect(formatTable(rows)).not.toMatch(/NaN|undefined/)
})
