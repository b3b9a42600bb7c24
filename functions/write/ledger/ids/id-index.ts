// Which events may have an id: an index of the newest events' ids, made from the ledger and never more than it. The
// newest generation is in memory, those before it lie in files. Whoever asks confirms what it says by the ledger's rows.
// It must never leave out an event within its reach: what it cannot index it names, to be looked through in the ledger.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Range } from '../../../published/names.ts'
import type { AtLedgerStep } from '../steps.ts'
import { type IdBounds, READ_EVENTS } from './bounds.ts'
import { Generation } from './generation.ts'
import { writeGeneration } from './generation-file.ts'
import { WORDS_AN_ID } from './id-words.ts'
import type { LedgerIds } from './ledger-ids.ts'
import { SealedGeneration } from './sealed-generation.ts'

export type IdIndexOptions = {
  /** Where the files lie; nothing else does. */
  folder: string
  ledger: LedgerIds
  bounds: IdBounds
  /** Epoch milliseconds. */
  clock: () => number
  log: Logger
  atStep?: AtLedgerStep | undefined
}

/** A range whose ids are in no table, because its file could not be written or read; by when its events had come. */
type Unindexed = Range & { sealed_at: number }

/** What an index begins with. `kept`: the file that holds the beginning of `newest`, if one does. */
export type IdIndexStart = {
  sealed: readonly SealedGeneration[]
  newest: Generation
  kept: (SealedGeneration['footer'] & { name: string }) | null
}

export class IdIndex {
  readonly #options: IdIndexOptions
  #sealed: readonly SealedGeneration[]
  #newest: Generation
  #kept: IdIndexStart['kept']
  #unindexed: readonly Unindexed[] = []
  #sealing: { generation: Generation; done: Promise<void> } | null = null
  #catchingUp: Promise<void> | null = null
  #closed = false

  constructor(options: IdIndexOptions, start: IdIndexStart) {
    this.#options = options
    this.#sealed = start.sealed
    this.#newest = start.newest
    this.#kept = start.kept
  }

  /** The last event whose id it has taken. */
  get last(): number {
    return this.#newest.last
  }

  /** Takes the ids of the events from `first` on, unless there are events before them that it has not yet: catchUp. */
  add(first: number, ids: Uint32Array): void {
    if (first === this.last + 1) this.#take(ids)
  }

  /** Reads from the ledger what it has not yet, up to the event `last`. @throws what the ledger throws */
  async catchUp(last: number): Promise<void> {
    while (this.last < last && !this.#closed) {
      this.#catchingUp ??= this.#readUpTo(last).finally(() => {
        this.#catchingUp = null
      })
      await this.#catchingUp
    }
  }

  /** @returns the events that may have one of these ids, and the ranges in which any event may */
  find(ids: Uint32Array): { seqs: number[]; unindexed: readonly Range[] } {
    const seqs = new Set<number>()
    const found = (seq: number) => seqs.add(seq)
    this.#newest.find(ids, found)
    this.#sealing?.generation.find(ids, found)
    for (const generation of this.#sealed)
      try {
        generation.find(ids, found)
      } catch (error) {
        this.#giveUp(generation.footer, error)
        this.#sealed = this.#sealed.filter((one) => one !== generation)
        generation.close().catch(() => {}) // it was only read
      }
    return { seqs: [...seqs], unindexed: this.#unindexed }
  }

  /** Indexes a range before the newest generation, in files. */
  async fill(range: Range): Promise<void> {
    let first = range.first
    while (first <= range.last) {
      const generation = Generation.empty(first, this.#options.bounds.slots)
      while (!generation.full && generation.last < range.last)
        generation.take(await this.#read(generation.last + 1, range.last))
      await this.#write(generation)
      first = generation.last + 1
    }
  }

  /**
   * Removes what is no file of this index any more: beyond the reach, replaced, not whole, another ledger's. Not to be
   * called while a file is being written.
   */
  async tidy(): Promise<void> {
    const { folder, log } = this.#options
    try {
      const [inReach, beyond] = [
        this.#sealed.filter(({ footer }) => this.#reaches(footer)),
        this.#sealed.filter(({ footer }) => !this.#reaches(footer)),
      ]
      this.#sealed = inReach
      this.#unindexed = this.#unindexed.filter((range) => this.#reaches(range))
      for (const generation of beyond) await generation.close()
      const live = new Set([...inReach.map(({ name }) => name), this.#kept?.name])
      for (const name of await readdir(folder).catch(() => []))
        if (!live.has(name)) await rm(join(folder, name), { force: true })
    } catch (error) {
      log.warn({ err: error }, 'the folder of the id index could not be tidied')
    }
  }

  /** Ends what is under way, and keeps the newest generation when that spares the next start work. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#catchingUp?.catch(() => {}) // whoever waits for it is told
    await this.#sealing?.done
    const unkept = this.last - (this.#kept?.last ?? this.#newest.first - 1)
    if (unkept >= this.#options.bounds.worthKeeping) {
      this.#kept = null
      await this.#write(this.#newest)
    }
    for (const generation of this.#sealed) await generation.close()
  }

  /** Whether events that had come by `sealed_at` are to be recognised still. */
  #reaches({ last, sealed_at }: Unindexed): boolean {
    const { bounds, clock } = this.#options
    return last > this.last - bounds.reachEvents || sealed_at > clock() - bounds.reachMs
  }

  /** Ids for which there is no room are left out: catchUp reads them again. */
  #take(ids: Uint32Array): void {
    let rest = ids
    while (rest.length > 0 && this.#hasRoom()) rest = this.#newest.take(rest)
  }

  /** A full generation makes way for an empty one, unless the one before it is not on disk yet. */
  #hasRoom(): boolean {
    if (!this.#newest.full) return true
    if (this.#sealing) return false
    const generation = this.#newest
    this.#newest = Generation.empty(generation.last + 1, this.#options.bounds.slots)
    this.#kept = null
    const done = this.#write(generation).finally(() => {
      this.#sealing = null
    })
    this.#sealing = { generation, done }
    return true
  }

  async #readUpTo(last: number): Promise<void> {
    while (this.last < last && !this.#closed) {
      if (this.#hasRoom()) this.#take(await this.#read(this.last + 1, last))
      else await this.#sealing?.done
    }
  }

  async #read(first: number, end: number): Promise<Uint32Array> {
    const last = Math.min(end, first + READ_EVENTS - 1)
    const ids = await this.#options.ledger.read({ first, last })
    if (ids.length !== (last - first + 1) * WORDS_AN_ID)
      throw new Error(`the ledger holds ${ids.length / WORDS_AN_ID} of the events ${first}-${last}`)
    return ids
  }

  async #write(generation: Generation): Promise<void> {
    const { folder, clock, atStep } = this.#options
    const sealed_at = clock()
    try {
      const name = await writeGeneration(folder, generation, sealed_at, atStep)
      this.#sealed = [...this.#sealed, await SealedGeneration.open(folder, name)]
    } catch (error) {
      this.#giveUp({ first: generation.first, last: generation.last, sealed_at }, error)
    }
    await this.tidy()
    atStep?.('ids-tidied')
  }

  #giveUp({ first, last, sealed_at }: Unindexed, error: unknown): void {
    this.#unindexed = [...this.#unindexed, { first, last, sealed_at }]
    this.#options.log.error(
      { err: error, first, last },
      'the id index has lost a range: repeats in it are looked for in the ledger itself, slowly, until the next start',
    )
  }
}
