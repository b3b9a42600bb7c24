// A disk that others fill, at any moment, and empty again: events are refused and say when to come back, reports go on,
// and with the room everything else comes back by itself.
import { mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { startReader } from '../../support/clients.ts'
import { Ballast } from '../../support/disk/ballast.ts'
import { loopDisk } from '../../support/disk/loop-disk.ts'
import { manifestIn } from '../../support/published.ts'
import { deliverBatches } from '../../support/recording/batches.ts'
import { keepDelivering } from '../../support/recording/retrying-clients.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type Outcome, type Progress, runScenario, slowFaults } from './scenario.ts'

/** What the writer is at when the disk becomes full. */
export const MOMENTS = {
  any: () => true,
  /** The table's log has just grown: events are being moved into it. */
  move: (disk: string) => changed(join(disk, 'qa_runs.duckdb.wal')),
  /** A segment or rollup lies there under its temporary name. */
  publish: (disk: string) => () => filesOf(disk).some((name) => name.endsWith('.tmp')),
  /** One of many events does. */
  merge: (disk: string) => () => filesOf(disk).some((name) => isMerged(name)),
  /** The table's file is written to. */
  checkpoint: (disk: string) => changed(join(disk, 'qa_runs.duckdb')),
} satisfies Record<string, (disk: string) => (() => boolean) | boolean>

export type Round = {
  moment: keyof typeof MOMENTS
  /** Megabytes left free; with 0, not a byte. */
  leaves: number
}

export type DiskFullPlan = {
  connections: number
  rounds: readonly Round[]
  /** The longest until events are stored again, and until they are published, once there is room. */
  storedWithinMs: number
  publishedWithinMs: number
  seed: number
}

const DISK_MB = 1_024
/** Where the numbers of events in batches begin. */
const BULK_FROM = 1_000_000_000
/** The disk stays full for so long at least. */
const FULL_MS = { least: 300, most: 2_500 }
/** Until the table's log is as large as a checkpoint wants it, on a slow machine. */
const MOMENT_MS = 240_000
/** A line or two for each time that the disk becomes full, that it has room again, and that something failed meanwhile. */
const MOST_LOG_LINES = 12
const PAGES = ['/reports', '/analytics/summary', '/events/recent']
const REFUSED = ['507 disk-full', '503 writer-unavailable', '503 outcome-unknown']

const filesOf = (disk: string) => readdirSync(join(disk, 'published'))

/** A first publication under this load has some hundred events; one of more than three thousand is merged. */
function isMerged(name: string): boolean {
  const found = /^events-(\d+)-(\d+)-.*\.tmp$/.exec(name)
  return found !== null && Number(found[2]) - Number(found[1]) > 3_000
}

function changed(path: string): () => boolean {
  const time = () => statSync(path, { throwIfNoEntry: false })?.mtimeMs
  const before = time()
  return () => time() !== before
}

export async function diskFull(folder: string, plan: DiskFullPlan, progress: Progress): Promise<Outcome> {
  const disk = await loopDisk(folder, DISK_MB)
  const books = join(folder, 'books')
  mkdirSync(books)
  symlinkSync(books, join(disk.path, 'books')) // what the clients are told is on another disk
  try {
    return await runScenario(disk.path, async ({ product, recorder }) => {
      const random = mulberry32(plan.seed)
      const ballast = new Ballast(disk.path)
      const urls = Array.from({ length: plan.connections }, () => product.url)
      const clients = keepDelivering(0, { urls, recorder, random })
      await waitFor('a load', () => recorder.stored() > plan.connections)
      const readers = PAGES.map((path) => startReader(product.url, path))
      const refused = () => REFUSED.reduce((sum, as) => sum + (recorder.answers[as] ?? 0), 0)
      const times = { stored: 0, published: 0 }
      const faults: string[] = []
      let next = BULK_FROM
      for (const [n, { moment, leaves }] of plan.rounds.entries()) {
        const writer = product.children('writer')[0]
        await sleep(random() * 500)
        const isNow = MOMENTS[moment](disk.path)
        let filled = false
        // A checkpoint takes a log of 64 MB.
        const bulk = moment === 'checkpoint' && deliverBatches(product.url, next, recorder, () => filled)
        if (typeof isNow === 'function') await waitUntil(isNow)
        const before = refused()
        ballast.fill(leaves * 1024 * 1024)
        filled = true
        await waitFor('events to be refused', () => refused() > before + plan.connections)
        await sleep(FULL_MS.least + random() * (FULL_MS.most - FULL_MS.least))
        const [stored, roomAt] = [recorder.stored(), performance.now()]
        ballast.remove()
        await waitFor(
          'events to be stored again',
          () => recorder.stored() > stored + plan.connections,
          60_000,
        )
        const storedMs = performance.now() - roomAt
        next = (await bulk) || next
        const { seq } = (await (await fetch(`${product.writerUrl()}/health`)).json()) as { seq: number }
        await waitFor('them to be published', () => manifestIn(disk.path).watermark >= seq, 60_000)
        const publishedMs = performance.now() - roomAt
        times.stored = Math.max(times.stored, storedMs)
        times.published = Math.max(times.published, publishedMs)
        const restarted = product.children('writer')[0] !== writer
        faults.push(
          ...slowFaults(`round ${n + 1}, ${moment}: storing again`, storedMs, plan.storedWithinMs),
          ...slowFaults(`round ${n + 1}, ${moment}: publishing again`, publishedMs, plan.publishedWithinMs),
        )
        progress(
          `round ${n + 1} of ${plan.rounds.length}, full in ${moment}, ${leaves} MB left: ${refused() - before} refused${restarted ? ', the writer was started again' : ''}; stored again after ${Math.round(storedMs)} ms, published after ${Math.round(publishedMs)} ms`,
        )
      }
      await clients.stop()
      const lines = product.errors().split('\n').length - 1
      await Promise.all(readers.map((reader) => reader.stop()))
      return {
        figures: {
          ...{ rounds: plan.rounds.length, 'log lines': lines },
          'stored again after, ms': Math.round(times.stored),
          'published again after, ms': Math.round(times.published),
          pages: readers.reduce((sum, reader) => sum + reader.answers(), 0),
        },
        faults: [
          ...faults,
          ...(lines <= MOST_LOG_LINES * plan.rounds.length ? [] : [`the log has ${lines} lines`]),
          ...readers.flatMap(({ failures }, index) =>
            failures.map((failure) => `${PAGES[index]}: ${failure}`),
          ),
        ],
      }
    })
  } finally {
    await disk.end()
  }
}

/** Looks often: what it waits for lasts some ten milliseconds. */
async function waitUntil(isNow: () => boolean): Promise<void> {
  const deadline = performance.now() + MOMENT_MS
  while (!isNow()) {
    if (performance.now() > deadline) throw new Error(`the moment did not come in ${MOMENT_MS} ms`)
    await sleep(2)
  }
}
