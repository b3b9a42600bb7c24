// A command in the test's own process, and what it said. What only a process can show (its settings, its streams, its exit)
// is for the tests that start one: product.ts.
import type { Streams } from '../../functions/cli/streams.ts'

/** @returns the same as `runToEnd` of the command's process */
export async function runHere(command: (streams: Streams) => Promise<number>) {
  const said: { output: string[]; errors: string[] } = { output: [], errors: [] }
  const code = await command({
    out: (line) => said.output.push(`${line}\n`),
    err: (line) => said.errors.push(`${line}\n`),
  })
  return { code, output: said.output.join(''), errors: said.errors.join('') }
}
