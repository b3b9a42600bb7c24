// The table `ingest`: throughput and latency of single durable POSTs, beside every other way of storing them.
// Arguments: --quick, --connections 64,256, --rounds 5, --json. Ends with 1 when an event was refused or miscounted.
import { parseArgs } from 'node:util'
import { numbers } from '../arguments.ts'
import { availablePeers } from './peers/peers.ts'
import { type Plan, type Results, run } from './run.ts'
import { formatTable, type TableRow, tableRows } from './table.ts'
import { targetLines } from './targets.ts'

const FULL: Plan = {
  connections: [1, 16, 64, 256],
  rounds: 5,
  warmUpMs: 2_000,
  rampMs: 1_000,
  measureMs: 3_000,
}
/** Less than a minute for all peers. */
const QUICK: Plan = { connections: [1, 256], rounds: 1, warmUpMs: 600, rampMs: 200, measureMs: 1_000 }
const QUICK_NOTE =
  '--quick leaves out: 16 and 64 connections, all rounds but one, and two thirds of each figure’s time'

const TITLE = 'Throughput of single durable POSTs'

export async function ingest(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      connections: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const plan: Plan = { ...(values.quick ? QUICK : FULL) }
  if (values.connections !== undefined) plan.connections = numbers(values.connections)
  if (values.rounds !== undefined) plan.rounds = numbers(values.rounds)[0] ?? plan.rounds

  const results = await run(plan, availablePeers(), (line) => process.stderr.write(`${line}\n`))
  const table = tableRows(results)
  console.log(
    values.json
      ? JSON.stringify({ title: TITLE, plan, table, ...results })
      : [
          `### ${TITLE} (rounds: ${plan.rounds}, ${plan.measureMs} ms each)`,
          formatTable(table),
          [...formatNotes(table, results), ...(values.quick ? [QUICK_NOTE] : [])].join('\n'),
        ].join('\n\n'),
  )
  if (miscounted(results).length > 0 || table.some((row) => row.refused > 0)) process.exitCode = 1
}

const miscounted = ({ counts }: Results) =>
  counts.filter(({ acknowledged, stored }) => acknowledged !== stored)

/** The lines under the table: targets, what was compared with, and whether every acknowledged event was there. */
export function formatNotes(table: readonly TableRow[], results: Results): string[] {
  const acknowledged = results.counts.reduce((sum, count) => sum + count.acknowledged, 0)
  const withPostgresql = table.some((row) => row.peer === 'PostgreSQL')
  return [
    ...targetLines(table, results.appendsMs),
    `stored by: ${results.about.join(', ')}`,
    ...(withPostgresql ? [] : ['PostgreSQL is left out: no server’s programs were found on this machine']),
    `${acknowledged} acknowledged events in ${results.counts.length} turns; turns that then held another number: ${miscounted(results).length}`,
  ]
}
