// From pairs to the table: medians over the rounds, and ratios of figures of the same pair.
import { markdownTable, number } from '../markdown.ts'
import { median } from '../statistics.ts'
import { verdict } from '../verdict.ts'
import type { Pair, Results } from './run.ts'

/** Readers may cost the writer this much: of its throughput it keeps at least, of its latency it has at most. */
const TARGET = { throughput: 0.85, p99: 2 }

export type TableRow = Pick<Pair, 'port' | 'connections'> & {
  /** Acknowledged events each second, without readers and beside them. */
  alone: number
  beside: number
  p99AloneMs: number
  p99BesideMs: number
  /** Beside readers, in times the figure without: medians of the ratios within each pair. */
  times: { throughput: number; p99: number }
  reports: { perSecond: number; p50Ms: number; p95Ms: number; failed: number }
  refused: number
}

export function tableRows({ pairs }: Pick<Results, 'pairs'>): TableRow[] {
  const first = pairs.filter(({ round }) => round === 1)
  return first.map(({ port, connections }) => {
    const own = pairs.filter((pair) => pair.port === port && pair.connections === connections)
    const middle = (figure: (pair: Pair) => number) => median(own.map(figure))
    const sum = (figure: (pair: Pair) => number) => own.reduce((all, pair) => all + figure(pair), 0)
    return {
      ...{ port, connections },
      alone: middle(({ alone }) => alone.perSecond),
      beside: middle(({ beside }) => beside.perSecond),
      p99AloneMs: middle(({ alone }) => alone.p99Ms),
      p99BesideMs: middle(({ beside }) => beside.p99Ms),
      times: {
        throughput: middle(({ alone, beside }) => beside.perSecond / alone.perSecond),
        p99: middle(({ alone, beside }) => beside.p99Ms / alone.p99Ms),
      },
      reports: {
        perSecond: middle(({ reads }) => reads.perSecond),
        p50Ms: middle(({ reads }) => reads.p50Ms),
        p95Ms: middle(({ reads }) => reads.p95Ms),
        failed: sum(({ reads }) => reads.failures.length),
      },
      refused: sum(({ alone, beside }) => alone.refused + beside.refused),
    }
  })
}

export const formatTable = (rows: readonly TableRow[]): string =>
  markdownTable<TableRow>(
    [
      ['posted to', (row) => row.port],
      ['connections', (row) => String(row.connections)],
      ['events/s alone', (row) => number(row.alone)],
      ['beside readers', (row) => number(row.beside)],
      ['x', (row) => row.times.throughput.toFixed(2)],
      ['p99 ms alone', (row) => number(row.p99AloneMs)],
      ['beside readers', (row) => number(row.p99BesideMs)],
      ['x', (row) => row.times.p99.toFixed(2)],
      ['reports/s', (row) => number(row.reports.perSecond)],
      ['p50 / p95 ms', ({ reports }) => `${number(reports.p50Ms)} / ${number(reports.p95Ms)}`],
      ['reports that failed', (row) => String(row.reports.failed)],
      ['events not 200', (row) => String(row.refused)],
    ],
    rows,
  )

export const targetLines = (rows: readonly TableRow[]): string[] =>
  rows.flatMap(({ port, connections, times }) => [
    verdict(`${port} at ${connections} connections, throughput beside readers`, {
      ...{ figure: times.throughput, target: TARGET.throughput, unit: 'x', atLeast: true },
    }),
    verdict(`${port} at ${connections} connections, p99 beside readers`, {
      ...{ figure: times.p99, target: TARGET.p99, unit: 'x', atLeast: false },
    }),
  ])
