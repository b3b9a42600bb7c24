// From samples to the table: medians over the rounds, and ratios of figures of the same round.
import { markdownTable, number } from '../markdown.ts'
import { median } from '../statistics.ts'
import { verdict } from '../verdict.ts'
import type { PeerName } from './peers.ts'
import type { Results, Sample } from './run.ts'

const BASE: PeerName = 'read_ndjson INSERT'
/** What validating, settling and HTTP may cost: the share of DuckDB's own INSERT that large batches reach. */
const TARGET = { events: 5_000, times: 0.4 }

export type TableRow = Pick<Sample, 'events' | 'connections' | 'peer' | 'p50Ms' | 'p99Ms' | 'refused'> & {
  /** The median of the rounds, the least and the most. */
  rowsPerSecond: number
  min: number
  max: number
  /** Times DuckDB's own INSERT: the median of the ratios within each round. */
  times: number
}

export function tableRows({ samples }: Results): TableRow[] {
  const isSame = (a: Omit<Sample, 'peer'>, b: Omit<Sample, 'peer'>) =>
    a.events === b.events && a.connections === b.connections
  const first = samples.filter(
    (one, at) => samples.findIndex((other) => other.peer === one.peer && isSame(one, other)) === at,
  )
  const rows = first.map(({ peer, events, connections }) => {
    const of = (name: PeerName) =>
      samples.filter((one) => one.peer === name && one.events === events && one.connections === connections)
    const own = of(peer)
    const base = new Map(of(BASE).map((one) => [one.round, one.rowsPerSecond]))
    const middle = (figure: (sample: Sample) => number) => median(own.map(figure))
    return {
      ...{ events, connections, peer },
      rowsPerSecond: middle((one) => one.rowsPerSecond),
      min: Math.min(...own.map((one) => one.rowsPerSecond)),
      max: Math.max(...own.map((one) => one.rowsPerSecond)),
      p50Ms: middle((one) => one.p50Ms),
      p99Ms: middle((one) => one.p99Ms),
      times: middle((one) => one.rowsPerSecond / (base.get(one.round) ?? Number.NaN)),
      refused: own.reduce((sum, one) => sum + one.refused, 0),
    }
  })
  return rows.sort((a, b) => a.events - b.events || a.connections - b.connections)
}

export const formatTable = (rows: readonly TableRow[]): string =>
  markdownTable<TableRow>(
    [
      ['events a request', (row) => number(row.events)],
      ['connections', (row) => String(row.connections)],
      ['peer', (row) => row.peer],
      ['rows/s', (row) => number(row.rowsPerSecond)],
      ['min-max', (row) => `${number(row.min)}-${number(row.max)}`],
      ['p50 ms', (row) => number(row.p50Ms)],
      ['p99 ms', (row) => number(row.p99Ms)],
      [`x ${BASE}`, (row) => row.times.toFixed(2)],
      ['not stored', (row) => String(row.refused)],
    ],
    rows,
  )

/** A line for each way in, and each number of connections. */
export const targetLines = (rows: readonly TableRow[]): string[] =>
  rows
    .filter(({ events, peer }) => events === TARGET.events && ['writer', 'public port'].includes(peer))
    .map(({ peer, connections, events, times }) =>
      verdict(`${peer}, batches of ${number(events)}, connections: ${connections}`, {
        ...{ figure: times, target: TARGET.times, unit: `x ${BASE}`, atLeast: true },
      }),
    )
