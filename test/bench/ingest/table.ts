// From samples to the table: medians over the rounds, and ratios of figures of the same round.
import { markdownTable } from '../markdown.ts'
import { median } from '../statistics.ts'
import { PEERS, type PeerName } from './peers/peers.ts'
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
  /** Medians of the ratios within each round. */
  toNoOp: number
  toInsert: number
  generatorBusy: number
  refused: number
}

export function tableRows({ samples }: Results): TableRow[] {
  const levels = [...new Set(samples.map((sample) => sample.connections))]
  return levels.flatMap((connections) => {
    const of = (peer: PeerName) =>
      samples.filter((sample) => sample.peer === peer && sample.connections === connections)
    return PEERS.map(({ name }) => {
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
        toNoOp: ratioTo('no-op'),
        toInsert: ratioTo('insert per request'),
        generatorBusy: middle((sample) => sample.generatorBusy),
        refused: own.reduce((sum, sample) => sum + sample.refused, 0),
      }
    })
  })
}

const whole = (n: number) => Math.round(n).toLocaleString('en')
const COLUMNS: readonly [string, (row: TableRow) => string][] = [
  ['connections', (row) => String(row.connections)],
  ['peer', (row) => row.peer],
  ['requests/s', (row) => whole(row.perSecond)],
  ['min-max', (row) => `${whole(row.min)}-${whole(row.max)}`],
  ['p50 ms', (row) => row.p50Ms.toFixed(2)],
  ['p99 ms', (row) => row.p99Ms.toFixed(2)],
  ['of no-op', (row) => row.toNoOp.toFixed(2)],
  ['x insert per request', (row) => row.toInsert.toFixed(1)],
  ['generator', (row) => `${Math.round(row.generatorBusy * 100)} %`],
  ['not 200', (row) => String(row.refused)],
]

export const formatTable = (rows: readonly TableRow[]): string => markdownTable(COLUMNS, rows)
