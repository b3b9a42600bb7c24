// What the table is to show, a line for each target: many clients beside each peer, and one client alone.
import { median } from '../statistics.ts'
import { verdict } from '../verdict.ts'
import type { PeerName } from './peers/peers.ts'
import type { TableRow } from './table.ts'

/** Throughput with many connections, in times that of another peer. */
const THROUGHPUT: readonly { peer: PeerName; times: number; of: PeerName }[] = [
  { peer: 'writer', times: 0.7, of: 'no-op' },
  { peer: 'writer', times: 25, of: 'insert per request' },
  { peer: 'writer', times: 3, of: 'SQLite per request' },
  { peer: 'writer', times: 1, of: 'SQLite group commit' },
  { peer: 'public port, 2 instances', times: 0.9, of: 'no-op' },
  { peer: 'public port, 1 instance', times: 0.6, of: 'no-op' },
]
/** Latency of a client alone, in times what it cannot do without: an fsynced append and the HTTP of the no-op. */
const ALONE = 2

/** @param appendsMs of each round  @returns the lines, for the most connections that were measured, and for one */
export function targetLines(rows: readonly TableRow[], appendsMs: readonly number[]): string[] {
  const most = Math.max(...rows.map((row) => row.connections))
  const row = (peer: PeerName, connections: number) =>
    rows.find((one) => one.peer === peer && one.connections === connections)
  const throughput = THROUGHPUT.map(({ peer, times, of }) =>
    verdict(`${peer} at ${most} connections`, {
      ...{ figure: row(peer, most)?.times[of] ?? Number.NaN, target: times },
      ...{ unit: `x ${of}`, atLeast: true },
    }),
  )
  const [writer, noOp, append] = [row('writer', 1), row('no-op', 1), median(appendsMs)]
  if (writer === undefined || noOp === undefined) return throughput
  const target = ALONE * (append + noOp.p50Ms)
  const sum = `append ${append.toFixed(2)} + no-op ${noOp.p50Ms.toFixed(2)}`
  return [
    ...throughput,
    `writer at 1 connection: ${writer.p50Ms.toFixed(2)} ms; target ${ALONE} x (${sum}) = ${target.toFixed(2)} ms: ${writer.p50Ms <= target ? 'met' : 'missed'}`,
  ]
}
