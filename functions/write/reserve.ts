// The room that is kept free on the disk of the ledger. Below it nothing new is taken in, so that what was acknowledged can
// still be moved, published and checkpointed: a disk that is full to the last byte ends the process that writes.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { diskSpace } from '../disk-space.ts'

/** Bytes kept free: a log of the ledger (64 MB) that is checkpointed, and what waits in front of it. */
const RESERVE_BYTES = 128 * 1024 * 1024
/** For so long a look serves; at full speed less than 2 MB are written meanwhile. */
const LOOK_MS = 50
/** How often who waits for room looks. */
const WAIT_MS = 200

const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)

export type ReserveOptions = {
  /** It must be there. */
  folder: string
  log: Logger
  /** Asked of the file system unless given; null where that is not known. */
  freeBytes?: ((folder: string) => number | null) | undefined
}

export class Reserve {
  readonly #options: ReserveOptions
  #short = false
  /** By performance.now(). */
  #lookAgainAt = 0

  constructor(options: ReserveOptions) {
    this.#options = options
  }

  /** Whether less than the reserve is free. Each change is logged. */
  get isShort(): boolean {
    if (performance.now() < this.#lookAgainAt) return this.#short
    this.#lookAgainAt = performance.now() + LOOK_MS
    const { folder, log, freeBytes } = this.#options
    const free = freeBytes ? freeBytes(folder) : (diskSpace(folder)?.free ?? null)
    const short = free !== null && free < RESERVE_BYTES
    if (short === this.#short) return short
    this.#short = short
    const facts = { folder, free_mb: free && megabytes(free), needed_mb: megabytes(RESERVE_BYTES) }
    if (short)
      log.error(facts, 'the disk is full: no event is taken until there is room again; free some space')
    else log.warn(facts, 'the disk has room again: events are taken')
    return short
  }

  /** Resolves when there is room. @throws the signal's reason when it is aborted before */
  async room(signal?: AbortSignal): Promise<void> {
    while (this.isShort) await sleep(WAIT_MS, undefined, signal && { signal })
  }
}
