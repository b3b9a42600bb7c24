// The code broken on purpose, one bug at a time, in a copy of the project: the tests that must see it are run there.
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../../functions/build/bundle.ts'
import { MUTATIONS, type Mutation } from './mutations.ts'
import type { Outcome, Progress } from './scenario.ts'
import { runTests } from './vitest-run.ts'

const COPIED = ['functions', 'views', 'test', 'data/policies.yaml', 'wrangler-free-local.ts', 'README.md']
const CONFIG = ['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts']

/** Makes a copy of the project in the folder, with the edit, if any. @throws Error when the edit does not fit */
function copyInto(folder: string, mutation: Mutation | null): void {
  for (const path of [...COPIED, ...CONFIG]) cpSync(join(ROOT, path), join(folder, path), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  if (mutation === null) return
  const file = join(folder, mutation.file)
  const parts = readFileSync(file, 'utf8').split(mutation.from)
  if (parts.length !== 2) throw new Error(`${mutation.file} has "${mutation.from}" ${parts.length - 1} times`)
  writeFileSync(file, parts.join(mutation.to))
}

/** First the tests without any bug, then with each. A bug that no test sees is a fault. */
export async function mutated(folder: string, progress: Progress): Promise<Outcome> {
  const outcome: Outcome = { figures: {}, faults: [] }
  for (const mutation of [null, ...MUTATIONS]) {
    const copy = join(folder, 'copy')
    copyInto(copy, mutation)
    const files = mutation?.seenBy ?? [...new Set(MUTATIONS.flatMap(({ seenBy }) => seenBy))]
    const { failures } = await runTests({
      ...{ root: copy, report: join(folder, 'report.json') },
      ...{ projects: ['integration', 'fault'], files },
    })
    rmSync(copy, { recursive: true, force: true })
    const [first = 'nobody'] = failures
    if (mutation === null) outcome.faults.push(...failures.map((name) => `without any bug: ${name}`))
    else if (failures.length === 0) outcome.faults.push(`${mutation.name}: unseen by ${files.join(', ')}`)
    else outcome.figures[mutation.name] = `seen by ${failures.length}: ${first}`
    progress(`${mutation?.name ?? 'no bug'}: seen by ${first}`)
  }
  return outcome
}
