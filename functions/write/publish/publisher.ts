// Publishes what the ledger has committed: a segment for exactly the new events, its rollup, then the manifest.
// It must never publish an event above the last durable commit, and a commit must never wait for it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../../operator-error.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type CompactAlone, compactHere, openCompactor } from './compactor.ts'
import { MAX_SEGMENTS } from './merge-plan.ts'
import { Publication } from './publication.ts'
import { segmentFromLedger } from './segment-writer.ts'
import type { AtStep } from './steps.ts'
import { Tidier } from './tidy.ts'

/** Events of one first publication; only a long backlog (a new PUBLISHED_DIR) has more. */
const MAX_SEGMENT_ROWS = 1_000_000
/** Wait before trying again after a failure, such as a full disk. */
const RETRY_MS = 1_000
/** A retired file stays this long: three times the longest query that a report may run (10 s). */
const RETIRED_FOR_MS = 30_000

/** A publication of so many events is one of a load in bulk: the larger those are, the less they cost an event. */
const BULK_EVENTS = 8_192

/**
 * Time to rest after a publication of so many events, in ms. What is committed now is published within the interval when the next
 * publication takes as long as this one did. Where that cannot be, at full load, publishing leaves half of the time to
 * the commits, in bulk two thirds: it would only slow them down, and each publication with them.
 */
function rest(intervalMs: number, tookMs: number, events: number): number {
  const spare = intervalMs - 2 * tookMs
  return spare >= 0 ? spare : Math.min(-spare, tookMs) * (events < BULK_EVENTS ? 1 : 2)
}

export type PublisherOptions = {
  ledger: Ledger
  directory: string
  /** Folder for what merging does not hold in memory. */
  temporary: string
  /** Longest wait between a commit and its publication, as long as publishing takes less. */
  intervalMs: number
  /** Epoch milliseconds. */
  clock: () => number
  log: Logger
  atStep?: AtStep | undefined
  retiredForMs?: number | undefined
  /** Events of one first publication (1,000,000 unless given). */
  maxSegmentRows?: number | undefined
  /** Where large files are made: in this process unless given. */
  compactAlone?: CompactAlone | undefined
}

export type Publisher = {
  /** The highest published seq. */
  watermark(): number
  /** Publishes all that is committed, ends the background work, and publishes no more. */
  stop(): Promise<void>
}

/** @throws OperatorError when more is published than the ledger holds: it would have lost events. */
export async function startPublisher(options: PublisherOptions): Promise<Publisher> {
  const { ledger, intervalMs, clock, log, atStep = () => {}, retiredForMs = RETIRED_FOR_MS } = options
  const { maxSegmentRows = MAX_SEGMENT_ROWS } = options
  const publication = await Publication.open({ directory: options.directory, clock, atStep, log })
  if (publication.manifest.watermark > ledger.lastSeq)
    throw new OperatorError(
      `${options.directory} holds events up to ${publication.manifest.watermark}, the ledger only up to ${ledger.lastSeq}: the ledger lost events, or the folder belongs to another one. Nothing was changed. Put the right RUNS_DB and PUBLISHED_DIR together; or, if the ledger is lost, move it away and run npm run restore.`,
      EXIT.ledgerDoubtful,
    )

  const compactor = await openCompactor(options.temporary, options.compactAlone ?? compactHere)
  const workshop = { table: ledger.table, compactor, publication, atStep }
  const stopping = new AbortController()
  let wake = () => {}
  const tidier = new Tidier({ ...workshop, clock, retiredForMs, log, stopping: stopping.signal })

  ledger.onGrowth(() => wake())
  const hasNews = () => publication.manifest.watermark < ledger.lastSeq
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})
  /** Until there is something to publish, to collect, or to stop for. */
  const idle = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, retiredForMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (hasNews() || stopping.signal.aborted) wake()
    })

  /** One segment of what is committed now. @returns whether that was all of it */
  async function publishNext(): Promise<boolean> {
    const first = publication.manifest.watermark + 1
    const committed = ledger.lastSeq
    await ledger.flush()
    const last = Math.min(ledger.table.exportableTo(first), first + maxSegmentRows - 1)
    if (last < first) return true
    const segment = await segmentFromLedger(workshop, { first, last })
    await publication.list([segment.events, segment.rollup], ({ segments, written }) => ({
      segments: [...segments, segment],
      watermark: last,
      written: { ...written, first: written.first + segment.events.bytes + segment.rollup.bytes },
    }))
    return last >= committed
  }

  async function run(): Promise<void> {
    void tidier.tidy() // what the last process left undone
    while (!stopping.signal.aborted) {
      await idle()
      const began = performance.now()
      const before = publication.manifest.watermark
      let all = true
      try {
        all = await publishNext()
        const tidied = tidier.tidy()
        // When publishing outruns merging, readers would open ever more files: let merging catch up. Only a long
        // backlog waits for a long merge: of small segments there are never so many.
        const tooMany = () => publication.manifest.segments.length > MAX_SEGMENTS
        if (tooMany()) await tidied
        if (tooMany()) await tidier.ended()
      } catch (error) {
        log.error({ err: error }, 'publishing failed; it will be tried again, no event is lost')
        await pause(RETRY_MS)
      }
      const events = publication.manifest.watermark - before
      if (all) await pause(rest(intervalMs, performance.now() - began, events))
    }
    await tidier.ended()
    while (hasNews()) await publishNext()
  }
  const running = run().catch((error) =>
    log.error({ err: error }, 'the last events will be published at the next start'),
  )
  const ended = running.then(() => compactor.close())

  return {
    watermark: () => publication.manifest.watermark,
    async stop() {
      stopping.abort()
      compactor.interrupt()
      wake()
      await ended
    },
  }
}
