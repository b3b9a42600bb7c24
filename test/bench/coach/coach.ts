// The table `coach`: how many suggestions an instance writes offline, beside a route that does nothing.
// Arguments: --quick, --rounds 3, --json. Ends with 1 when a request was refused.
import { parseArgs } from 'node:util'
import { numbers } from '../arguments.ts'
import { markdownTable, number } from '../markdown.ts'
import { median } from '../statistics.ts'
import { verdict } from '../verdict.ts'
import { PEERS, type Peer, type Plan, run, type Sample } from './run.ts'

/** A fresh process writes suggestions at full speed only after some thousands. */
const FULL: Plan = { connections: [1, 64], rounds: 3, warmUpMs: 10_000, rampMs: 500, measureMs: 3_000 }
const QUICK: Plan = { connections: [64], rounds: 1, warmUpMs: 1_500, rampMs: 200, measureMs: 1_000 }
/** Times the throughput of the route that does nothing, with the most connections. */
const TARGET = 0.5

export function formatCoach(plan: Plan, samples: readonly Sample[]): string {
  const of = (peer: Peer, connections: number) =>
    samples.filter((sample) => sample.peer === peer && sample.connections === connections)
  const ratio = (peer: Peer, connections: number) => {
    const base = new Map(of('no-op', connections).map(({ round, perSecond }) => [round, perSecond]))
    return median(
      of(peer, connections).map(({ round, perSecond }) => perSecond / (base.get(round) ?? Number.NaN)),
    )
  }
  const rows = plan.connections.flatMap((connections) =>
    PEERS.map((peer) => ({ connections, peer, samples: of(peer, connections) })),
  )
  type Row = (typeof rows)[number]
  const middle = (figure: (sample: Sample) => number) => (row: Row) => median(row.samples.map(figure))
  const most = Math.max(...plan.connections)
  return [
    `### Suggestions, written offline (rounds: ${plan.rounds}, ${plan.measureMs} ms each)`,
    markdownTable(
      [
        ['connections', (row) => String(row.connections)],
        ['peer', (row) => row.peer],
        ['answers/s', (row) => number(middle(({ perSecond }) => perSecond)(row))],
        ['p50 ms', (row) => number(middle(({ p50Ms }) => p50Ms)(row))],
        ['p99 ms', (row) => number(middle(({ p99Ms }) => p99Ms)(row))],
        ['x no-op', (row) => ratio(row.peer, row.connections).toFixed(2)],
        ['generator', (row) => `${Math.round(100 * middle(({ generatorBusy }) => generatorBusy)(row))} %`],
        ['not 200', (row) => String(row.samples.reduce((sum, { refused }) => sum + refused, 0))],
      ],
      rows,
    ),
    PEERS.slice(1)
      .map((peer) =>
        verdict(`${peer} at ${most} connections`, {
          ...{ figure: ratio(peer, most), target: TARGET, unit: 'x no-op', atLeast: true },
        }),
      )
      .join('\n'),
  ].join('\n\n')
}

export async function coach(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean' }, rounds: { type: 'string' }, json: { type: 'boolean' } },
  })
  const plan = { ...(values.quick ? QUICK : FULL) }
  if (values.rounds !== undefined) plan.rounds = numbers(values.rounds)[0] as number
  const samples = await run(plan, (line) => process.stderr.write(`${line}\n`))
  console.log(values.json ? JSON.stringify({ plan, samples }) : formatCoach(plan, samples))
  if (samples.some(({ refused }) => refused > 0)) process.exitCode = 1
}
