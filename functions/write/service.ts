// Assembles the write group: ledger, commit queue, publisher and their HTTP functions, in the order of their needs.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Logger } from 'pino'
import type { Edge } from '../edge/entrance.ts'
import { writeAmplification } from '../published/manifest.ts'
import { Admission, type Policies } from './admission.ts'
import { createWriterApp } from './app.ts'
import { CommitQueue } from './commit-queue.ts'
import type { Ledger } from './ledger/ledger.ts'
import { openLedger } from './ledger/open.ts'
import type { LedgerStep } from './ledger/steps.ts'
import type { WriteObserver, WriterState } from './observer.ts'
import type { CompactAlone } from './publish/compactor.ts'
import { unmerged } from './publish/merge-plan.ts'
import { type Publisher, startPublisher } from './publish/publisher.ts'
import type { PublishStep } from './publish/steps.ts'
import { Reception } from './reception.ts'
import { Reserve } from './reserve.ts'

type AtWriterStep = (step: PublishStep | LedgerStep) => void | Promise<void>

export type WriterOptions = {
  ledgerFile: string
  publishedDir: string
  publishIntervalMs: number
  /** Epoch milliseconds: when an event came. */
  clock: () => number
  /** Milliseconds of a clock that nobody sets (monotonic.ts unless given): how long a file is unlisted. */
  elapsed?: () => number
  log: Logger
  /** Who may post. */
  edge: Edge
  /** The policies as they are now. */
  policies: () => Policies
  /** Whether texts are redacted by them before anything keeps them (REDACT). */
  redact: boolean
  /** Called once when the ledger is lost: the process must stop and be started again. */
  onLost: (error: Error) => void
  /** Aborted when the start is not wanted any more: it may wait for room on the disk. */
  stopping?: AbortSignal
  /** Bytes that the disk of a folder has free, if not as the file system says. */
  freeBytes?: (folder: string) => number | null
  atStep?: AtWriterStep
  retiredForMs?: number
  lookMs?: number
  maxSegmentRows?: number
  compactAlone?: CompactAlone
  observer?: WriteObserver
}

export type Writer = {
  reception: Reception
  app: ReturnType<typeof createWriterApp>
  /** How it is now. */
  state(): WriterState
  /** Says in the ledger's lock file where the app is served. */
  announce(url: string): void
  /** Ends what would keep a request open for long (an import) at its next step. */
  endLongWork(): void
  /** Refuses new events, stores and publishes those it has, closes the ledger. */
  stop(): Promise<void>
}

function stateOf(queue: CommitQueue, ledger: Ledger, publisher: Publisher): WriterState {
  const { events, characters } = queue.waiting
  const manifest = publisher.manifest()
  return {
    waitingEvents: events,
    waitingCharacters: characters,
    lastSeq: ledger.lastSeq,
    watermark: manifest.watermark,
    liveSegments: manifest.segments.length,
    unmergedSegments: unmerged(manifest.segments),
    writeAmplification: writeAmplification(manifest),
    publishedAt: Date.parse(manifest.published_at),
  }
}

/**
 * Waits for room on the disk before it opens anything.
 * @throws OperatorError when the ledger or the published folder cannot be used; both are then closed again. The reason of
 *   `stopping`
 */
export async function startWriter(options: WriterOptions): Promise<Writer> {
  const { clock, log } = options
  const admission = new Admission(options)
  const folder = dirname(options.ledgerFile)
  mkdirSync(folder, { recursive: true })
  const reserve = new Reserve({ folder, log, freeBytes: options.freeBytes })
  await reserve.room(options.stopping)
  const ledger = await openLedger(options.ledgerFile, log, admission, {
    publishedDir: options.publishedDir,
    isFull: () => reserve.isShort,
    atStep: options.atStep,
  })
  try {
    const publisher = await startPublisher({
      ledger,
      directory: options.publishedDir,
      temporary: `${options.ledgerFile}.compactor.tmp`,
      intervalMs: options.publishIntervalMs,
      clock,
      elapsed: options.elapsed,
      log,
      isFull: () => reserve.isShort,
      atStep: options.atStep,
      retiredForMs: options.retiredForMs,
      lookMs: options.lookMs,
      maxSegmentRows: options.maxSegmentRows,
      compactAlone: options.compactAlone,
      observer: options.observer,
    })
    const queue = await CommitQueue.over({
      ledger,
      clock,
      isFull: () => reserve.isShort,
      onLost: options.onLost,
      observer: options.observer,
    })
    void ledger.lost.then(options.onLost)
    const reception = new Reception({ queue, admission, log, observer: options.observer })
    const stopping = new AbortController()
    return {
      reception,
      app: createWriterApp({
        ...{ reception, queue, admission, ledger, log },
        watermark: publisher.watermark,
        stopping: stopping.signal,
        edge: options.edge,
      }),
      state: () => stateOf(queue, ledger, publisher),
      endLongWork: () => stopping.abort(),
      announce: ledger.announce,
      async stop() {
        stopping.abort()
        await queue.drain()
        await publisher.stop()
        await ledger.close()
      },
    }
  } catch (error) {
    await ledger.close()
    throw error
  }
}
