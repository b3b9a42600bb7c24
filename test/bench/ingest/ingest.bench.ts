// Keeps the bench from rotting: one very short round of every peer. Its figures mean nothing.
import { expect, test } from 'vitest'
import { formatNotes } from './ingest.ts'
import { availablePeers, type PeerName } from './peers/peers.ts'
import { type Results, run, type Sample } from './run.ts'
import { formatTable, tableRows } from './table.ts'

test('every peer answers 200 and holds what it acknowledged, the table is complete', async () => {
  const [connections, peers] = [[1, 8], availablePeers()]
  const plan = { connections, rounds: 1, warmUpMs: 50, rampMs: 50, measureMs: 300 }
  const results = await run(plan, peers, () => {})
  const rows = tableRows(results)
  expect(rows.map((row) => [row.connections, row.peer])).toEqual(
    connections.flatMap((level) => peers.map((peer) => [level, peer.name])),
  )
  for (const row of rows) {
    expect(row.refused).toBe(0)
    expect(row.perSecond).toBeGreaterThan(0)
    expect(row.times['SQLite group commit']).toBeGreaterThan(0)
  }
  expect(results.counts.map((count) => count.peer)).toEqual(
    peers.map((peer) => peer.name).filter((name) => name !== 'no-op'),
  )
  for (const count of results.counts) expect(count.stored).toBe(count.acknowledged)
  expect(`${formatTable(rows)}${formatNotes(rows, results)}`).not.toMatch(/NaN|undefined/)
})

const sample = (peer: PeerName, connections: number, perSecond: number, p50Ms: number): Sample => ({
  ...{ peer, connections, perSecond, p50Ms, round: 1, p99Ms: 9, acknowledged: 500, refused: 0 },
  generatorBusy: 0.5,
})

test('without the programs of a PostgreSQL server there is no such peer', () => {
  expect(availablePeers(null).map((peer) => peer.name)).toEqual([
    ...['no-op', 'writer', 'insert per request', 'SQLite per request', 'SQLite group commit'],
    ...['public port, 1 instance', 'public port, 2 instances'],
  ])
})

test('the lines under the table compare with the targets, and say that PostgreSQL is not there', () => {
  const results: Results = {
    samples: [
      ...[sample('no-op', 1, 4_000, 0.25), sample('writer', 1, 400, 2.5)],
      ...[sample('no-op', 256, 20_000, 12), sample('writer', 256, 15_000, 17)],
      ...[sample('insert per request', 256, 400, 640), sample('SQLite per request', 256, 5_000, 51)],
      ...[sample('SQLite group commit', 256, 12_000, 21), sample('public port, 1 instance', 256, 9_000, 28)],
      sample('public port, 2 instances', 256, 18_000, 14),
    ],
    counts: [
      { peer: 'writer', round: 1, acknowledged: 500, stored: 500 },
      { peer: 'SQLite per request', round: 1, acknowledged: 500, stored: 499 },
    ],
    appendsMs: [1, 1.25, 4],
    about: ['DuckDB v1.5.5', 'SQLite 3.51.0'],
  }
  expect(formatNotes(tableRows(results), results)).toEqual([
    'writer at 256 connections: 0.75 x no-op; target at least 0.70 x no-op: met',
    'writer at 256 connections: 37.50 x insert per request; target at least 25.00 x insert per request: met',
    'writer at 256 connections: 3.00 x SQLite per request; target at least 3.00 x SQLite per request: met',
    'writer at 256 connections: 1.25 x SQLite group commit; target at least 1.00 x SQLite group commit: met',
    'public port, 2 instances at 256 connections: 0.90 x no-op; target at least 0.90 x no-op: met',
    'public port, 1 instance at 256 connections: 0.45 x no-op; target at least 0.60 x no-op: missed',
    'writer at 1 connection: 2.50 ms; target 2 x (append 1.25 + no-op 0.25) = 3.00 ms: met',
    'stored by: DuckDB v1.5.5, SQLite 3.51.0',
    'PostgreSQL is left out: no server’s programs were found on this machine',
    '1000 acknowledged events in 2 turns; turns that then held another number: 1',
  ])
})
