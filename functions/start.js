// Starts one of our programs: node functions/start.js PROGRAM [ARGUMENTS], where PROGRAM is its path without `.ts`.
// From the build where there is one as new as the sources; else from the sources, with the loader they need.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCES = ['functions', 'views', 'data/policies.yaml', 'package-lock.json', 'wrangler-free-local.ts']

/** Files and connections of one process: with fewer some programs could not even load what they are made of. */
const LEAST_OPEN = 256

/** How many this process may have open; NaN where the system does not say, or sets no bound. */
function mostOpen() {
  const limits = existsSync('/proc/self/limits') ? readFileSync('/proc/self/limits', 'utf8') : ''
  return Number(/^Max open files +(\d+)/m.exec(limits)?.[1])
}

if (mostOpen() < LEAST_OPEN) {
  process.stderr.write(
    `Only ${mostOpen()} files may be open at once; ${LEAST_OPEN} are needed. Raise the limit (ulimit -n), then start again.\n`,
  )
  process.exit(1)
}

const root = fileURLToPath(new URL('../', import.meta.url))
const [node, , program] = process.argv
const built = join(root, '.build', `${basename(program)}.js`)

/** Of files and folders: a folder is changed when something in it comes or goes. */
const changedAfter = (time) => (path) => {
  const facts = statSync(path)
  if (facts.mtimeMs > time) return true
  return facts.isDirectory() && readdirSync(path).some((name) => changedAfter(time)(join(path, name)))
}

function file() {
  if (existsSync(built)) {
    if (!SOURCES.map((source) => join(root, source)).some(changedAfter(statSync(built).mtimeMs))) return built
    process.stderr.write(
      'The build is older than the sources, which are started instead; `npm run build` makes it anew.\n',
    )
  }
  return join(root, `${program}.ts`)
}

const chosen = file()
if (chosen !== built) {
  const { register } = await import('tsx/esm/api')
  register()
  process.execArgv.push('--import', import.meta.resolve('tsx/esm')) // for the processes that it starts
}
process.argv.splice(0, 3, node, chosen)
await import(pathToFileURL(chosen).href)
