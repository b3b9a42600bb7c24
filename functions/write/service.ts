// Assembles the write group: ledger, commit queue, publisher and their HTTP functions, in the order of their needs.
import type { Logger } from 'pino'
import type { Edge } from '../edge/entrance.ts'
import { Admission, type Policies } from './admission.ts'
import { createWriterApp } from './app.ts'
import { CommitQueue } from './commit-queue.ts'
import { openLedger } from './ledger/open.ts'
import type { LedgerStep } from './ledger/steps.ts'
import type { CompactAlone } from './publish/compactor.ts'
import { startPublisher } from './publish/publisher.ts'
import type { PublishStep } from './publish/steps.ts'
import { Reception } from './reception.ts'

type AtWriterStep = (step: PublishStep | LedgerStep) => void | Promise<void>

export type WriterOptions = {
  ledgerFile: string
  publishedDir: string
  publishIntervalMs: number
  clock: () => number
  log: Logger
  /** Who may post. */
  edge: Edge
  /** The policies as they are now. */
  policies: () => Policies
  /** Whether texts are redacted by them before anything keeps them (REDACT). */
  redact: boolean
  /** Called once when the ledger is lost: the process must stop and be started again. */
  onLost: (error: Error) => void
  atStep?: AtWriterStep
  retiredForMs?: number
  maxSegmentRows?: number
  compactAlone?: CompactAlone
}

export type Writer = {
  reception: Reception
  app: ReturnType<typeof createWriterApp>
  /** Says in the ledger's lock file where the app is served. */
  announce(url: string): void
  /** Ends what would keep a request open for long (an import) at its next step. */
  endLongWork(): void
  /** Refuses new events, stores and publishes those it has, closes the ledger. */
  stop(): Promise<void>
}

/** @throws OperatorError when the ledger or the published folder cannot be used; both are then closed again. */
export async function startWriter(options: WriterOptions): Promise<Writer> {
  const { clock, log } = options
  const admission = new Admission(options)
  const ledger = await openLedger(options.ledgerFile, log, admission, { atStep: options.atStep })
  try {
    const publisher = await startPublisher({
      ledger,
      directory: options.publishedDir,
      temporary: `${options.ledgerFile}.compactor.tmp`,
      intervalMs: options.publishIntervalMs,
      clock,
      log,
      atStep: options.atStep,
      retiredForMs: options.retiredForMs,
      maxSegmentRows: options.maxSegmentRows,
      compactAlone: options.compactAlone,
    })
    const queue = await CommitQueue.over({
      ledger,
      clock,
      onLost: options.onLost,
    })
    void ledger.lost.then(options.onLost)
    const reception = new Reception({ queue, admission, log })
    const stopping = new AbortController()
    return {
      reception,
      app: createWriterApp({
        ...{ reception, queue, admission, ledger, log },
        watermark: publisher.watermark,
        stopping: stopping.signal,
        edge: options.edge,
      }),
      endLongWork: () => stopping.abort(),
      announce: ledger.announce,
      async stop() {
        stopping.abort()
        await queue.drain()
        await ledger.flush()
        await publisher.stop()
        await ledger.close()
      },
    }
  } catch (error) {
    await ledger.close()
    throw error
  }
}
