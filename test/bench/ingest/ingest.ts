// The table `ingest`: throughput of single durable POSTs beside three peers.
// Arguments: --quick, --connections 64,256, --rounds 5, --json. Ends with 1 when an event was refused or miscounted.
import { parseArgs } from 'node:util'
import { numbers } from '../arguments.ts'
import { type Plan, run } from './run.ts'
import { formatTable, tableRows } from './table.ts'

/** How many times the naive way the writer must be at its best. */
const TARGET = 20

const FULL: Plan = {
  connections: [1, 16, 64, 256],
  rounds: 5,
  warmUpMs: 2_000,
  rampMs: 1_000,
  measureMs: 3_000,
}
const QUICK: Plan = { connections: [64, 256], rounds: 3, warmUpMs: 1_000, rampMs: 500, measureMs: 1_500 }

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

  const results = await run(plan, (line) => process.stderr.write(`${line}\n`))
  const table = tableRows(results)
  const miscounted = results.counts.filter(({ acknowledged, stored }) => acknowledged !== stored)
  const best = table
    .filter((row) => row.peer === 'writer')
    .reduce((most, row) => (row.toInsert > most.toInsert ? row : most))
  const acknowledged = results.counts.reduce((sum, count) => sum + count.acknowledged, 0)

  if (values.json)
    console.log(JSON.stringify({ title: 'Throughput of single durable POSTs', plan, table, ...results }))
  else
    console.log(
      [
        `Throughput of single durable POSTs (${plan.rounds} rounds of ${plan.measureMs} ms)`,
        '',
        formatTable(table),
        '',
        `writer: ${best.toInsert.toFixed(1)} x insert per request at ${best.connections} connections; target ${TARGET} x: ${best.toInsert >= TARGET ? 'met' : 'missed'}`,
        `${acknowledged} acknowledged events in ${results.counts.length} turns of the product; turns whose /health seq differs: ${miscounted.length}`,
      ].join('\n'),
    )
  if (miscounted.length > 0 || table.some((row) => row.refused > 0)) process.exitCode = 1
}
