// From samples to the table: medians over the rounds, and ratios of figures of the same round.
import { markdownTable } from '../markdown.ts'
import { median } from '../statistics.ts'
import type { PeerName } from './peers/peers.ts'
import type { Results, Sample } from './run.ts'

export type TableRow = {
  connections: number
  peer: PeerName
  /** Answers with status 200 each second: the median of the rounds, the least and the most. */
  perSecond: number
  min: number
  max: number
  p50Ms: number
  p99Ms: number
  /** Times the throughput of another peer: medians of the ratios within each round. */
  times: Partial<Record<PeerName, number>>
  generatorBusy: number
  refused: number
}

/** Peers that the others are compared with, and how the column says so. */
const BASES: readonly (readonly [PeerName, string])[] = [
  ['no-op', 'x no-op'],
  ['insert per request', 'x insert'],
  ['SQLite per request', 'x SQLite'],
  ['SQLite group commit', 'x SQLite group'],
  ['PostgreSQL', 'x PostgreSQL'],
]

export function tableRows({ samples }: Pick<Results, 'samples'>): TableRow[] {
  const peers = [...new Set(samples.map((sample) => sample.peer))]
  const bases = BASES.map(([name]) => name).filter((name) => peers.includes(name))
  const levels = [...new Set(samples.map((sample) => sample.connections))]
  return levels.flatMap((connections) => {
    const of = (peer: PeerName) =>
      samples.filter((sample) => sample.peer === peer && sample.connections === connections)
    return peers.map((name) => {
      const own = of(name)
      const middle = (figure: (sample: Sample) => number) => median(own.map(figure))
      const ratioTo = (other: PeerName) => {
        const base = new Map(of(other).map((sample) => [sample.round, sample.perSecond]))
        return middle((sample) => sample.perSecond / (base.get(sample.round) ?? Number.NaN))
      }
      return {
        connections,
        peer: name,
        perSecond: middle((sample) => sample.perSecond),
        min: Math.min(...own.map((sample) => sample.perSecond)),
        max: Math.max(...own.map((sample) => sample.perSecond)),
        p50Ms: middle((sample) => sample.p50Ms),
        p99Ms: middle((sample) => sample.p99Ms),
        times: Object.fromEntries(bases.map((base) => [base, ratioTo(base)])),
        generatorBusy: middle((sample) => sample.generatorBusy),
        refused: own.reduce((sum, sample) => sum + sample.refused, 0),
      }
    })
  })
}

const whole = (n: number) => Math.round(n).toLocaleString('en')
const BEFORE: readonly [string, (row: TableRow) => string][] = [
  ['connections', (row) => String(row.connections)],
  ['peer', (row) => row.peer],
  ['requests/s', (row) => whole(row.perSecond)],
  ['min-max', (row) => `${whole(row.min)}-${whole(row.max)}`],
  ['p50 ms', (row) => row.p50Ms.toFixed(2)],
  ['p99 ms', (row) => row.p99Ms.toFixed(2)],
]
const AFTER: typeof BEFORE = [
  ['generator', (row) => `${Math.round(row.generatorBusy * 100)} %`],
  ['not 200', (row) => String(row.refused)],
]

export function formatTable(rows: readonly TableRow[]): string {
  const ratios = BASES.filter(([base]) => rows.some(({ times }) => base in times)).map(
    ([base, title]) => [title, (row: TableRow) => (row.times[base] ?? Number.NaN).toFixed(2)] as const,
  )
  return markdownTable([...BEFORE, ...ratios, ...AFTER], rows)
}
