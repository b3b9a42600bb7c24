// Programs as a build has them: the product, its commands and what tests start beside them, bundled once for the sources as
// they are. From these a process starts in a third of the time that its sources take.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, ROOT } from '../../functions/build/bundle.ts'
import { builtName, PROGRAMS } from '../../functions/build/programs.ts'
import { once } from './once.ts'

const STARTED_BY_TESTS = [
  'test/support/command-until-step.ts',
  'test/support/ledger-until-killed.ts',
  'test/support/ledger-until-step.ts',
  'test/support/writer-once-through.ts',
  'test/support/writer-until-step.ts',
  'test/fault/scenarios/open-loop.ts',
]

const SOURCES = [
  'package-lock.json',
  'wrangler-free-local.ts',
  'data/policies.yaml',
  'functions',
  'views',
  'test',
]
/** Beneath node_modules, so that packages are found and nobody counts it among the sources. */
const BUILDS = join(ROOT, 'node_modules/.cache/coach-effect')
/** A build that nobody has made anew for so long is of sources that are gone. */
const KEPT_MS = 3_600_000

/** @returns the path of a program's bundle, given its path in the project */
export async function built(program: string): Promise<string> {
  return join(await folder(), builtName(program))
}

const folder = once(async () => {
  const own = join(BUILDS, digestOfSources())
  if (existsSync(own)) return own
  const fresh = `${own}-${process.pid}`
  await bundle([...PROGRAMS, ...STARTED_BY_TESTS], fresh)
  try {
    renameSync(fresh, own)
  } catch {
    rmSync(fresh, { recursive: true }) // another process was first
  }
  for (const name of readdirSync(BUILDS)) {
    const other = join(BUILDS, name)
    if (Date.now() - statSync(other).mtimeMs > KEPT_MS) rmSync(other, { recursive: true, force: true })
  }
  return own
})

function digestOfSources(): string {
  const digest = createHash('sha256')
  const add = (path: string) => {
    const { size, mtimeMs } = statSync(path)
    digest.update(`${path} ${size} ${mtimeMs}\n`)
  }
  for (const source of SOURCES.map((name) => join(ROOT, name))) {
    add(source)
    if (statSync(source).isDirectory())
      for (const name of readdirSync(source, { recursive: true }) as string[]) add(join(source, name))
  }
  return digest.digest('hex').slice(0, 16)
}
