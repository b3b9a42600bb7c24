// Follows the manifest: which snapshot is current, who waits for a later one, who wants to hear of each.
// It must never list the folder, never lock a file, and never give up a good snapshot for a bad manifest.
import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Problem } from '../../problem.ts'
import { filesOfCoarse, MANIFEST_FILE, parseManifest } from '../../published/manifest.ts'
import { fileChecker } from './file-check.ts'
import { QueryPool } from './query-pool.ts'
import { openScratch, type Scratch } from './scratch.ts'
import { FileGone, Snapshot } from './snapshot.ts'

/** How often a waiting reader looks at the manifest. */
const POLL_MS = 25
/** A look at the manifest serves whoever asks within this time after it began: a snapshot is published every 100 ms or so. */
const LOOK_MS = 5
/** The longest that X-Min-Seq waits. */
const MIN_SEQ_WAIT_MS = 2_000
/** Requests that may wait for a later snapshot at once. */
const MAX_WAITERS = 1_000

type Pools = { reports: QueryPool; exports: QueryPool }

export class SnapshotReader {
  readonly #path: string
  readonly #pools: Pools
  /** Where the queries of exports may write. */
  readonly scratch: Scratch
  readonly #log: Logger
  readonly #verified: ReturnType<typeof fileChecker>
  readonly #changes = new EventEmitter().setMaxListeners(0)
  #snapshot: Snapshot | null = null
  /** Identifies the manifest file that was read last, so that an unchanged one costs a stat. */
  #stamp = ''
  #failure: { stamp: string; error: unknown } | null = null
  /** Whether files of the snapshot are gone: an older one is better then. */
  #gone = false
  #refreshing: Promise<void> | null = null
  /** When the last look that has ended began, and before when none counts; by performance.now(). */
  #lookedAt = Number.NEGATIVE_INFINITY
  #notBefore = Number.NEGATIVE_INFINITY
  #waiters = 0
  #poll: NodeJS.Timeout | null = null

  private constructor(directory: string, pools: Pools, scratch: Scratch, log: Logger) {
    this.#path = join(directory, MANIFEST_FILE)
    this.#pools = pools
    this.scratch = scratch
    this.#log = log
    this.#verified = fileChecker(directory)
  }

  /** @param directory PUBLISHED_DIR; it need not exist yet */
  static async open(directory: string, log: Logger): Promise<SnapshotReader> {
    const scratch = openScratch()
    const pools = {
      reports: await QueryPool.open({ kind: 'reports', directories: [directory] }),
      exports: await QueryPool.open({ kind: 'exports', directories: [directory, scratch.directory] }),
    }
    return new SnapshotReader(directory, pools, scratch, log)
  }

  /**
   * The newest snapshot, or null while nothing was ever published here.
   * @throws Problem snapshot-unreadable when there is something, but never yet a snapshot that could be used
   */
  async current(): Promise<Snapshot | null> {
    // A look that began earlier may have missed what the caller has seen of another instance.
    const since = Math.max(performance.now() - LOOK_MS, this.#notBefore)
    while (this.#lookedAt < since) {
      this.#refreshing ??= this.#look()
      await this.#refreshing
    }
    if (this.#snapshot === null && this.#failure) throw new Problem('snapshot-unreadable')
    return this.#snapshot
  }

  /**
   * Computes an answer from one snapshot that holds at least `minSeq`.
   * @throws Problem not-initialised, snapshot-behind, snapshot-unreadable
   */
  answer<T>(compute: (snapshot: Snapshot) => Promise<T>, minSeq = 0): Promise<T> {
    return this.retryWhenGone(async () => compute(await this.atLeast(minSeq)))
  }

  /**
   * Runs `attempt`, which takes a snapshot and uses it, once more when a file of that snapshot is gone.
   * @throws Problem snapshot-unreadable when it is gone from the next one too
   */
  async retryWhenGone<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof FileGone)) throw error
      this.#stamp = '' // whatever the manifest's time says, read it again
      this.#gone = true
      this.#notBefore = performance.now()
    }
    return attempt().catch((error) => {
      throw error instanceof FileGone
        ? new Problem('snapshot-unreadable', undefined, undefined, error)
        : error
    })
  }

  /**
   * A snapshot that holds at least `minSeq`, waiting MIN_SEQ_WAIT_MS for it at most.
   * @throws Problem not-initialised, snapshot-behind, reports-busy
   */
  async atLeast(minSeq: number): Promise<Snapshot> {
    const deadline = performance.now() + MIN_SEQ_WAIT_MS
    let snapshot = await this.current()
    if (snapshot === null || snapshot.asOf.seq < minSeq) {
      if (minSeq === 0) throw new Problem('not-initialised')
      if (this.#waiters >= MAX_WAITERS) throw new Problem('reports-busy')
      this.#waiters += 1
      try {
        while ((snapshot === null || snapshot.asOf.seq < minSeq) && performance.now() < deadline) {
          await sleep(POLL_MS)
          snapshot = await this.current()
        }
      } finally {
        this.#waiters -= 1
      }
      if (snapshot === null) throw new Problem('not-initialised')
      if (snapshot.asOf.seq < minSeq)
        throw new Problem(
          'snapshot-behind',
          `The reports are at event ${snapshot.asOf.seq}, not yet at ${minSeq}.`,
        )
    }
    return snapshot
  }

  /** Calls back on each new snapshot, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#changes.on('change', listener)
    this.#poll ??= setInterval(() => void this.current().catch(() => {}), POLL_MS).unref()
    return () => {
      this.#changes.off('change', listener)
      if (this.#changes.listenerCount('change') > 0 || !this.#poll) return
      clearInterval(this.#poll)
      this.#poll = null
    }
  }

  close(): void {
    if (this.#poll) clearInterval(this.#poll)
    this.#pools.reports.close()
    this.#pools.exports.close()
    this.scratch.close()
  }

  async #look(): Promise<void> {
    const began = performance.now()
    try {
      await this.#refresh()
    } finally {
      this.#lookedAt = began
      this.#refreshing = null
    }
  }

  /** Looks whether the manifest is another one. A damaged one is reported once and the last good snapshot kept. */
  async #refresh(): Promise<void> {
    const facts = await stat(this.#path, { bigint: true }).catch(() => null)
    if (facts === null) return
    const stamp = `${facts.ino} ${facts.mtimeNs} ${facts.size}`
    if (stamp === this.#stamp) return
    try {
      const text = await readFile(this.#path, 'utf8')
      const manifest = parseManifest(text)
      if (!this.#gone && manifest.watermark < (this.#snapshot?.asOf.seq ?? 0))
        throw new Error(`the manifest goes back to event ${manifest.watermark}`)
      await this.#verified([
        ...manifest.segments.map(({ rollup }) => rollup),
        ...manifest.coarse.flatMap(filesOfCoarse),
      ])
      const id = createHash('sha256').update(text).digest('hex').slice(0, 16)
      if (id !== this.#snapshot?.id) {
        this.#snapshot = new Snapshot(manifest, id, {
          query: (sql, values) => this.#pools.reports.query(sql, values),
          exportQuery: (sql, values, signal) => this.#pools.exports.query(sql, values, signal),
          verified: this.#verified,
        })
        this.#gone = false
        this.#changes.emit('change')
      }
      this.#stamp = stamp
      this.#failure = null
    } catch (error) {
      // Tried again at the next look (a synchronised folder may still be filling), but reported once.
      if (this.#failure?.stamp !== stamp)
        this.#log.error(
          { err: error },
          'the newest snapshot cannot be used; reports stay at the last good one',
        )
      this.#failure = { stamp, error }
    }
  }
}
