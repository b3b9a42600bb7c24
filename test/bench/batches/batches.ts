// The table `batches`: rows a second of batches of several sizes, beside DuckDB's own INSERT of the same rows.
// Arguments: --quick, --connections 1,4, --rounds 5, --json. Ends with 1 when a row was refused or miscounted.
import { parseArgs } from 'node:util'
import { numbers } from '../arguments.ts'
import { type Plan, run } from './run.ts'
import { formatTable, tableRows, targetLines } from './table.ts'

const FULL: Plan = {
  sizes: [
    { events: 1, requests: 500 },
    { events: 100, requests: 200 },
    { events: 5_000, requests: 40 },
  ],
  connections: [1, 4],
  rounds: 5,
  warmUp: { events: 5_000, requests: 10 },
}
const QUICK: Plan = {
  ...FULL,
  sizes: [
    { events: 1, requests: 100 },
    { events: 100, requests: 40 },
    { events: 5_000, requests: 8 },
  ],
  rounds: 1,
  warmUp: { events: 5_000, requests: 5 },
}
const QUICK_NOTE = '--quick leaves out: all rounds but one, and four fifths of each figure’s requests'

const TITLE = 'Batches as NDJSON'

export async function batches(args: string[]): Promise<void> {
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
  const miscounted = results.counts.filter(({ rows, held }) => rows !== held)
  const rows = results.counts.reduce((sum, count) => sum + count.rows, 0)
  console.log(
    values.json
      ? JSON.stringify({ title: TITLE, plan, table, ...results })
      : [
          `### ${TITLE} (rounds: ${plan.rounds})`,
          formatTable(table),
          [
            ...targetLines(table),
            `${rows} stored rows in ${results.counts.length} turns; turns that then held another number: ${miscounted.length}`,
            ...(values.quick ? [QUICK_NOTE] : []),
          ].join('\n'),
        ].join('\n\n'),
  )
  if (miscounted.length > 0 || table.some((row) => row.refused > 0)) process.exitCode = 1
}
