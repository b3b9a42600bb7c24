// The table `beside-readers`: what readers who never pause cost the clients that post, and what they get meanwhile.
// Arguments: --quick, --connections 64,256, --rounds 6, --json. Ends with 1 when an event was refused or miscounted,
// or a report failed.
import { parseArgs } from 'node:util'
import { numbers } from '../arguments.ts'
import { type Plan, run } from './run.ts'
import { formatTable, tableRows, targetLines } from './table.ts'

const FULL: Plan = {
  connections: [64, 256],
  rounds: 6,
  readers: 16,
  warmUpMs: 2_000,
  rampMs: 1_000,
  measureMs: 3_000,
}
const QUICK: Plan = { ...FULL, connections: [256], rounds: 2, warmUpMs: 600, rampMs: 200, measureMs: 1_000 }
const QUICK_NOTE =
  '--quick leaves out: 64 connections, all rounds but two, and two thirds of each figure’s time'

export async function besideReaders(args: string[]): Promise<void> {
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
  const title = `Posting beside ${plan.readers} readers of /reports who never pause`
  const table = tableRows(results)
  const miscounted = results.counts.filter(({ acknowledged, stored }) => acknowledged !== stored)
  const acknowledged = results.counts.reduce((sum, count) => sum + count.acknowledged, 0)
  const failures = [...new Set(results.pairs.flatMap(({ reads }) => reads.failures))].slice(0, 5)
  console.log(
    values.json
      ? JSON.stringify({ title, plan, table, ...results })
      : [
          `### ${title} (rounds: ${plan.rounds}, ${plan.measureMs} ms each)`,
          formatTable(table),
          [
            ...targetLines(table),
            ...failures,
            `${acknowledged} acknowledged events in ${results.counts.length} turns; turns that then held another number: ${miscounted.length}`,
            ...(values.quick ? [QUICK_NOTE] : []),
          ].join('\n'),
        ].join('\n\n'),
  )
  if (miscounted.length > 0 || failures.length > 0 || table.some((row) => row.refused > 0))
    process.exitCode = 1
}
