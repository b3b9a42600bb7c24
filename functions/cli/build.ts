// `npm run build`: what `npm start` and the commands then start from, without TypeScript and without packages but DuckDB's.
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, ROOT } from '../build/bundle.ts'
import { PROGRAMS } from '../build/programs.ts'

const built = join(ROOT, '.build')
const fresh = join(ROOT, `.build-${process.pid}`)
try {
  await bundle(PROGRAMS, fresh)
  rmSync(built, { recursive: true, force: true })
  renameSync(fresh, built)
} finally {
  rmSync(fresh, { recursive: true, force: true })
}
