// The power fails under load, again and again: what was acknowledged is there afterwards, and what was published is whole
// and not older than the writer had said.
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { loopDisk } from '../../support/disk/loop-disk.ts'
import { cutPower, withDescendants } from '../../support/disk/power-cut.ts'
import { manifestIn } from '../../support/published.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, type Run, runScenario } from './scenario.ts'

export type PowerCutPlan = {
  connections: number
  cuts: number
  /** The longest from the first events of a life to its cut. */
  lifeMs: number
  /** Of the product, as the one that lets its flushes do nothing. */
  settings: Record<string, string>
  seed: number
}

const DISK_MB = 1_024
const LOOK_MS = 5
const PORT_ATTEMPTS = 100
const PORT_MS = 300

export async function powerCut(folder: string, plan: PowerCutPlan, progress: Progress): Promise<Outcome> {
  const disk = await loopDisk(folder, DISK_MB)
  const data = join(disk.path, 'data')
  const books = join(folder, 'books')
  mkdirSync(books)
  mkdirSync(data)
  symlinkSync(books, join(data, 'books')) // what the clients are told is on another disk
  await disk.unmount() // so that all of this is on it
  await disk.mount()
  const act: Parameters<typeof runScenario>[1] = async (run) => {
    const random = mulberry32(plan.seed)
    const { recorder } = run
    const urls = Array.from({ length: plan.connections }, () => run.product.url)
    const clients = keepDelivering(0, { urls, recorder, random })
    const faults: string[] = []
    for (let cut = 1; cut <= plan.cuts; cut += 1) {
      const before = recorder.stored()
      await waitFor('a load', () => recorder.stored() > before + plan.connections, 60_000)
      const watch = watchPublished(run.product.writerUrl())
      await sleep(random() * plan.lifeMs)
      const pids = [...run.product.children('writer'), ...run.product.children('report')].flatMap(
        withDescendants,
      )
      await cutPower(disk, pids, () => run.product.signal('SIGKILL'))
      const said = await watch.stop()
      const found = publishedIn(data)
      if (found.fault !== null) faults.push(`cut ${cut}: ${found.fault}`)
      if (found.watermark < said)
        faults.push(`cut ${cut}: published up to ${found.watermark}, the writer had said ${said}`)
      progress(
        `cut ${cut} of ${plan.cuts}: ${recorder.stored() - before} events stored before it, published up to ${said} and ${found.watermark} afterwards`,
      )
      await startAgain(run)
    }
    const before = recorder.stored()
    await waitFor('events to be stored again', () => recorder.stored() > before + plan.connections, 60_000)
    await clients.stop()
    return { figures: { cuts: plan.cuts }, faults }
  }
  try {
    return await runScenario(data, act, plan.settings)
  } finally {
    await disk.end()
  }
}

/** A client that looks for the product at its port may have been given that very port as its own. */
async function startAgain(run: Run): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await run.startAgain()
    } catch (error) {
      if (attempt === PORT_ATTEMPTS || !String(error).includes('is in use')) throw error
      await sleep(PORT_MS)
    }
}

function publishedIn(folder: string): { watermark: number; fault: string | null } {
  try {
    return { watermark: manifestIn(folder).watermark, fault: null }
  } catch (error) {
    return { watermark: 0, fault: `the manifest is not whole: ${(error as Error).message}` }
  }
}

/** Asks the writer all the time what it has published; `stop` tells the last that it said. */
function watchPublished(url: string): { stop(): Promise<number> } {
  let [seq, running] = [0, true]
  const watching = (async () => {
    while (running) {
      const answer = await request(`${url}/health`, { headersTimeout: 1_000 })
        .then(({ body }) => body.json() as Promise<{ published_seq?: number }>)
        .catch(() => null) // the power is off
      seq = Math.max(seq, answer?.published_seq ?? 0)
      await sleep(LOOK_MS)
    }
  })()
  return {
    async stop() {
      running = false
      await watching
      return seq
    },
  }
}
