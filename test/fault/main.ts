// `npm run fault -- [NAME] [--minutes N] [--seed N]`: a fault for as long as one likes; without a name, everything at once.
// Ends with 1 when anything was lost, doubled, left hanging or grew. The tests beside this file let the same happen for seconds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { parseArgs } from 'node:util'
import { EVERYTHING, LONG_RUNS } from './long-runs.ts'

const { positionals, values } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { minutes: { type: 'string' }, seed: { type: 'string', default: '1' } },
})
const [name = EVERYTHING] = positionals
const run = LONG_RUNS[name]
const minutes = values.minutes === undefined ? undefined : Number(values.minutes)
const seed = Number(values.seed)
if (!run || !Number.isInteger(seed) || (minutes !== undefined && !(minutes > 0))) {
  process.stderr.write(
    `npm run fault -- [NAME] [--minutes N] [--seed N]; NAME is one of ${Object.keys(LONG_RUNS).join(', ')}\n`,
  )
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), `coach-effect-fault-${name}-`))
const began = performance.now()
const { figures, faults } = await run(folder, { minutes, seed }, (line) =>
  process.stderr.write(`${Math.round((performance.now() - began) / 1_000)} s: ${line}\n`),
)
for (const [figure, value] of Object.entries(figures)) console.log(`${figure}: ${value}`)
console.log(faults.length === 0 ? 'no faults' : faults.map((fault) => `FAULT ${fault}`).join('\n'))
if (faults.length === 0) rmSync(folder, { recursive: true, force: true })
else {
  process.stderr.write(`the product's folder is kept: ${folder}\n`)
  process.exitCode = 1
}
