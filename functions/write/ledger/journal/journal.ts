// The journal: where a group of events first becomes durable, one write and one flush, before it is in the table.
// It must never say that events are durable before the flush that holds them, nor drop what the table has not got.
import { fdatasync, writeSync } from 'node:fs'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LoggedEvent } from '../../../event.ts'
import { syncDirectory } from '../../durable.ts'
import { type AtLedgerStep, goOn } from '../steps.ts'
import { recordEncoder } from './record.ts'

/** The folder of the journal. Its files are numbered, and used again when the table holds what they do. */
export const journalFolder = (ledgerFile: string) => `${ledgerFile}.journal`
export const JOURNAL_SUFFIX = '.events'

/**
 * Bytes of a file: some 6,000 events. There are about five of them at full load. They are filled with zeros beforehand: a
 * flush that need not make a file longer takes half the time, and does not wait for the flushes of other files.
 */
const FILE_BYTES = 4 * 1024 * 1024

/** Files kept for events that are in the table and wait to be published: 128 MB, some 200,000 events. */
const KEPT_FILES = 32

type File = { handle: FileHandle; end: number; last: number }

/** Resolves when what was written to the file is on disk. */
export type Flush = (fd: number) => Promise<void>

export class Journal {
  readonly #folder: string
  readonly #flush: Flush
  readonly #atStep: AtLedgerStep
  readonly #encode = recordEncoder()
  #number = 0
  #current: File
  /** To be written when the current one is full; made when that is half full. */
  #next: Promise<File> | null = null
  /** Full ones, the oldest first, until the table holds what they do; then they can be written anew. */
  #full: File[] = []
  #free: File[] = []

  private constructor(folder: string, flush: Flush, atStep: AtLedgerStep, current: FileHandle) {
    this.#folder = folder
    this.#flush = flush
    this.#atStep = atStep
    this.#current = { handle: current, end: 0, last: 0 }
  }

  /** @param folder of which nothing is needed any more (replay.ts) */
  static async begin(folder: string, flush: Flush = flushed, atStep: AtLedgerStep = goOn): Promise<Journal> {
    await rm(folder, { recursive: true, force: true })
    atStep('journal-gone')
    await mkdir(folder)
    await syncDirectory(join(folder, '..'))
    const current = await zeroed(folder, 0)
    atStep('journal-begun')
    return new Journal(folder, flush, atStep, current)
  }

  /**
   * Resolves when the events are on disk. One call at a time.
   * @throws what the file system throws; whether the events are on disk is then unknown, and nothing more may be appended
   */
  async append(events: readonly LoggedEvent[]): Promise<void> {
    const record = this.#encode(events)
    if (this.#current.end >= FILE_BYTES) await this.#turnOver()
    const file = this.#current
    writeWhole(file.handle.fd, record, file.end)
    this.#atStep('record-written')
    await this.#flush(file.handle.fd) // ← the commit point: what is acknowledged is on disk from here on
    this.#atStep('record-synced')
    file.end += record.length
    file.last = events.at(-1)?.seq as number
    if (file.end > FILE_BYTES / 2) this.#next ??= this.#prepare()
  }

  /**
   * Says up to which event the table holds them, durably, and up to which they are published: what is in the table alone is
   * kept here too, should the table be damaged, as far as KEPT_FILES go.
   */
  release(inTable: number, published: number): void {
    const releasable = () => (this.#full.length > KEPT_FILES ? inTable : Math.min(inTable, published))
    while (this.#full[0] !== undefined && this.#full[0].last <= releasable()) {
      this.#free.push(this.#full.shift() as File)
      this.#atStep('file-released')
    }
  }

  /** Leaves the files to the next start, which finds in them what the table has not got. */
  async close(): Promise<void> {
    const next = await this.#next?.catch(() => null)
    for (const file of [this.#current, ...this.#full, ...this.#free, next]) await file?.handle.close()
  }

  /** Closes, when the table holds everything. */
  async remove(): Promise<void> {
    await this.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #turnOver(): Promise<void> {
    const next = await (this.#next ?? this.#prepare())
    this.#full.push(this.#current)
    this.#current = next
    this.#next = null
    this.#atStep('file-turned-over')
  }

  #prepare(): Promise<File> {
    const free = this.#free.shift()
    this.#number += 1
    const file = (free ? Promise.resolve(free.handle) : zeroed(this.#folder, this.#number)).then(
      (handle) => ({ handle, end: 0, last: 0 }),
    )
    file.catch(() => {}) // whoever needs the file is told
    return file
  }
}

/** A file that is on disk, its name too, and need not grow. */
async function zeroed(folder: string, number: number): Promise<FileHandle> {
  const handle = await open(join(folder, `${number}${JOURNAL_SUFFIX}`), 'wx+')
  await handle.writeFile(Buffer.alloc(FILE_BYTES))
  await handle.sync()
  await syncDirectory(folder)
  return handle
}

/** Into memory of the system: a thread of its own for it takes longer than the write. */
function writeWhole(fd: number, bytes: Buffer, position: number): void {
  for (let from = 0; from < bytes.length; ) {
    const written = writeSync(fd, bytes, from, bytes.length - from, position + from)
    if (written === 0) throw new Error('the disk takes nothing more, and does not say why')
    from += written
  }
}

/** With a callback: a promise of `node:fs` costs as much as the call itself. Never in this thread: a disk may take seconds. */
const flushed: Flush = (fd) =>
  new Promise<void>((resolve, reject) => fdatasync(fd, (error) => (error ? reject(error) : resolve())))
