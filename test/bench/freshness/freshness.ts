// The table `freshness`: how long an acknowledged event takes to be visible in another process, under load.
// Arguments: --rate 5000 (events/s), --seconds 60 or --minutes 10, --readers 8, --size 10M (over a copy of a prepared
// history; else from nothing), --work FOLDER, --json. Ends with 1 when a read failed, went back, or an event is missing.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { numbers, WORK_FOLDER } from '../arguments.ts'
import { prepare } from '../history/prepare.ts'
import { type FreshnessResults, type Load, runFreshness } from './run.ts'
import { formatFreshness } from './table.ts'

export async function freshness(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string', default: '5000' },
      seconds: { type: 'string', default: '60' },
      minutes: { type: 'string' },
      readers: { type: 'string', default: '8' },
      size: { type: 'string' },
      work: { type: 'string', default: WORK_FOLDER },
      json: { type: 'boolean', default: false },
    },
  })
  const one = (text: string) => numbers(text)[0] as number
  const load: Load = {
    perSecond: one(values.rate),
    seconds: values.minutes === undefined ? one(values.seconds) : one(values.minutes) * 60,
    readers: one(values.readers),
  }
  const progress = (line: string) => process.stderr.write(`${line}\n`)
  const folder = await mkdtemp(join(tmpdir(), 'coach-effect-bench-'))
  try {
    if (values.size !== undefined) {
      const history = await prepare(values.work, one(values.size), progress)
      await cp(history.folder, folder, { recursive: true, filter: (path) => !path.endsWith('.sqlite') })
    }
    const results: FreshnessResults = await runFreshness(folder, load, progress)
    console.log(values.json ? JSON.stringify({ load, ...results }) : formatFreshness(load, results))
    if (results.failed > 0 || results.backwards > 0 || results.missing !== 0) process.exitCode = 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
