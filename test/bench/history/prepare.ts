// Prepared histories: a ledger of a given size and what the real writer publishes of it, kept for later runs.
// A folder without its prepared.json was not finished and is made again.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MANIFEST_FORMAT } from '../../../functions/published/manifest.ts'
import { SCHEMA_VERSION } from '../../../functions/write/ledger/schema.ts'
import { startProduct } from '../../support/product.ts'
import { type Memory, memoryOf } from '../process-memory.ts'
import { generateLedger, type Period, periodOf } from './generate.ts'
import { factsOf, isSettled, type PublishedFacts, readPublished } from './published.ts'

/** Counts what generating does; a new number makes every history again. */
const GENERATOR = 2
/** How often publishing is looked at. */
const LOOK_MS = 250

export type Prepared = {
  folder: string
  events: number
  period: Period
  ledgerBytes: number
  /** Seconds until all was published, and until all was merged too. */
  publishSeconds: number
  mergeSeconds: number
  published: PublishedFacts
  /** The writer's, right after. */
  writer: Memory
}

export const paths = (folder: string) => ({
  ledger: join(folder, 'qa_runs.duckdb'),
  published: join(folder, 'published'),
})

/** @param work where prepared histories are kept */
export async function prepare(
  work: string,
  events: number,
  progress: (line: string) => void,
): Promise<Prepared> {
  const folder = join(work, `${events}-events-${GENERATOR}-${SCHEMA_VERSION}-${MANIFEST_FORMAT}`)
  const note = join(folder, 'prepared.json')
  if (existsSync(note)) return { ...(JSON.parse(readFileSync(note, 'utf8')) as Prepared), folder }
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const period = periodOf(events, Date.now())
  const { ledger } = paths(folder)
  await generateLedger({ path: ledger, events, period, progress })
  const ledgerBytes = statSync(ledger).size
  const prepared = { folder, events, period, ledgerBytes, ...(await publish(folder, events, progress)) }
  await writeFile(note, JSON.stringify(prepared))
  return prepared
}

async function publish(folder: string, events: number, progress: (line: string) => void) {
  const { published } = paths(folder)
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const product = await startProduct({ ROLE: 'write', DATA_DIR: folder })
  try {
    const until = async (what: string, done: () => Promise<boolean>) => {
      for (let said = performance.now(); !(await done()); ) {
        await sleep(LOOK_MS)
        if (performance.now() - said < 10_000) continue
        said = performance.now()
        const { watermark, segments, coarse } = await readPublished(published)
        progress(
          `${what}: ${watermark} of ${events} events, ${segments.length} segments, ${coarse.length} coarse`,
        )
      }
      return seconds()
    }
    const publishSeconds = await until(
      'publishing',
      async () => (await readPublished(published)).watermark >= events,
    )
    const mergeSeconds = await until('merging', () => isSettled(published, events))
    const [pid] = product.children('writer')
    const writer = memoryOf(pid as number)
    return { publishSeconds, mergeSeconds, published: factsOf(await readPublished(published)), writer }
  } finally {
    await product.stop()
    if (product.errors() !== '') progress(product.errors())
  }
}
