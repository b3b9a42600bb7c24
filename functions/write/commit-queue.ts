// Group commit: whatever has arrived while a commit runs goes into the next one, and each caller is answered after the
// fsync of its own. It must never answer before that, and never hold more than its bounds.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Event } from '../event.ts'
import { Problem } from '../problem.ts'
import { contentDigest } from './content-digest.ts'
import { Held } from './held.ts'
import type { Ledger, Prepared } from './ledger/ledger.ts'
import { LedgerLost, RowsRefused } from './ledger/transaction.ts'
import { numbered, type Received } from './numbered.ts'
import { isRepeat } from './repeats.ts'
import { Settler } from './settle.ts'
import { storeTogether } from './together.ts'

/** Events of one commit: one DuckDB vector, a few milliseconds of work. */
const MAX_BATCH_EVENTS = 2_048
/** While a commit runs, so many that wait are prepared for the next one: enough to be worth a data chunk of their own. */
const AHEAD_EVENTS = 48

export type Receipt = { event_id: string; seq: number; duplicate: boolean }

/** The right to settle and store, for work that does so in bulk. */
export type Turn = {
  settler: Settler
  /** To be called after each commit. */
  committed: () => void
  /** Whether somebody waits for the turn to end. */
  crowded: () => boolean
}

type Waiting = Received & {
  resolve: (receipt: Receipt) => void
  reject: (error: unknown) => void
}

/** Events that have their numbers. `prepared`: null when they cannot be brought into the ledger's form. */
type Ready = { callers: Waiting[]; first: number; prepared: Prepared | null }

export class CommitQueue {
  readonly #ledger: Ledger
  readonly #clock: () => number
  readonly #log: Logger
  readonly #onCommit: () => void
  readonly #onLost: (error: LedgerLost) => void
  #settler: Settler
  #waiting: Waiting[] = []
  #ready: Ready[] = []
  /** The highest number given; stored it is only once the ledger has it. */
  #lastSeq: number
  readonly #turns: (() => Promise<void>)[] = []
  readonly #held = new Held()
  #running: Promise<void> | null = null
  #closed: 'stopping' | 'writer-unavailable' | null = null
  #onArrival = () => {}

  private constructor(options: CommitQueueOptions, settler: Settler) {
    this.#ledger = options.ledger
    this.#clock = options.clock
    this.#log = options.log
    this.#onCommit = options.onCommit
    this.#onLost = options.onLost
    this.#settler = settler
    this.#lastSeq = options.ledger.lastSeq
  }

  static async over(options: CommitQueueOptions): Promise<CommitQueue> {
    return new CommitQueue(options, new Settler(await options.ledger.recall()))
  }

  /**
   * Resolves once the event is on disk.
   * @throws Problem queue-full, id-in-flight, id-reused, stopping, writer-unavailable, outcome-unknown
   */
  submit({ event_id, ...event }: Event): Promise<Receipt> {
    if (this.#closed) return Promise.reject(new Problem(this.#closed))
    if (!this.#held.hasRoomFor(1)) return Promise.reject(new Problem('queue-full'))
    const id = event_id ?? randomUUID()
    if (this.#held.hasId(id)) return Promise.reject(new Problem('id-in-flight'))
    return new Promise<Receipt>((resolve, reject) => {
      const digest = event_id === undefined ? null : contentDigest(event)
      const waiting = { event, id, digest, ts: this.#clock(), resolve, reject }
      this.#held.take(waiting)
      this.#waiting.push(waiting)
      this.#onArrival()
      this.#running ??= this.#run()
    })
  }

  /** Whether so many events could be submitted now. */
  hasRoomFor(events: number): boolean {
    return this.#held.hasRoomFor(events)
  }

  /**
   * Stores events in one transaction: all of them, or none. Their ids must differ.
   * @throws Problem id-in-flight, id-reused, stopping, writer-unavailable; RowsRefused: nothing of them is stored then.
   *   Problem outcome-unknown
   */
  submitTogether(events: readonly Event[]): Promise<Receipt[]> {
    const ids = events.flatMap(({ event_id }) => (event_id === undefined ? [] : [event_id]))
    if (ids.some((id) => this.#held.hasId(id))) return Promise.reject(new Problem('id-in-flight'))
    const release = this.#held.holdIds(ids)
    return this.exclusively((turn) =>
      storeTogether({ ledger: this.#ledger, clock: this.#clock }, turn, events),
    )
      .catch((error) => {
        if (error instanceof LedgerLost) throw new Problem('outcome-unknown', undefined, undefined, error)
        throw error
      })
      .finally(release)
  }

  /** Takes no more events; resolves when those that wait are stored. */
  async drain(): Promise<void> {
    this.#closed ??= 'stopping'
    await this.#running
  }

  /**
   * Runs work that stores events by itself, between commits: nothing else is settled or stored meanwhile. Events that
   * are posted wait until it is done, so work that takes long should end when `turn.crowded()` and ask for another turn.
   * @throws Problem stopping, writer-unavailable; what `work` throws, after what it settled is forgotten
   */
  exclusively<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Problem(this.#closed))
    return new Promise<T>((resolve, reject) => {
      const crowded = () => this.#waiting.length > 0 || this.#closed !== null
      this.#turns.push(async () => {
        if (this.#closed) return reject(new Problem(this.#closed))
        try {
          resolve(await work({ settler: this.#settler, committed: this.#onCommit, crowded }))
        } catch (error) {
          reject(error)
          if (error instanceof LedgerLost) throw error
          await this.#forget()
        }
        this.#lastSeq = this.#ledger.lastSeq
      })
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    // Callers of the same turn of the event loop share the first commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0 || this.#ready.length > 0 || this.#turns.length > 0) {
      let batch: Ready[] = []
      try {
        // What is ready has its numbers: it goes before any turn, which gives numbers too.
        if (this.#ready.length === 0) await this.#turns.shift()?.()
        await this.#prepare()
        batch = this.#ready.splice(0)
        if (batch.length > 0) await this.#store(batch)
      } catch (error) {
        this.#lose(batch, error)
      }
    }
    this.#running = null
  }

  /** Settles what waits and brings it into the ledger's form, up to the size of a commit. */
  async #prepare(): Promise<void> {
    const taken = this.#waiting.splice(0, this.#room)
    try {
      const callers = await this.#withoutRepeats(taken)
      if (callers.length > 0) this.#ready.push(this.#numbered(callers))
    } catch (error) {
      this.#waiting.unshift(...taken) // for #lose to refuse
      throw error
    }
  }

  /** How many more events fit into the next commit. */
  get #room(): number {
    return MAX_BATCH_EVENTS - this.#ready.reduce((sum, { callers }) => sum + callers.length, 0)
  }

  /** Answers the events whose id the ledger knows already; the others remain to be stored. */
  async #withoutRepeats(batch: Waiting[]): Promise<Waiting[]> {
    const chosen = batch.filter((waiting) => waiting.digest !== null)
    if (chosen.length === 0) return batch
    const known = await this.#ledger.findIds(chosen.map((waiting) => waiting.id))
    return batch.filter((waiting) => {
      const stored = known.get(waiting.id)
      if (stored === undefined) return true
      if (isRepeat(waiting, stored)) this.#answer(waiting, stored.seq, true)
      else this.#refuse(waiting, new Problem('id-reused'))
      return false
    })
  }

  /** Gives numbers, and what follows from the events before. */
  #numbered(callers: Waiting[]): Ready {
    const first = this.#lastSeq + 1
    const rows = numbered(this.#settler, first, callers)
    this.#lastSeq += rows.length
    try {
      return { callers, first, prepared: this.#ledger.prepare(rows) }
    } catch (error) {
      if (error instanceof RowsRefused) return { callers, first, prepared: null }
      throw error
    }
  }

  async #store(batch: Ready[]): Promise<void> {
    const prepared = batch.map((part) => part.prepared).filter((part) => part !== null)
    try {
      if (prepared.length < batch.length) throw new RowsRefused('a row has no form in the ledger')
      const commit = this.#ledger.commit(prepared)
      await this.#prepareDuring(commit)
      await commit
    } catch (error) {
      if (!(error instanceof RowsRefused)) throw error
      // Nothing of the batch is stored, so what was prepared behind it has the wrong numbers.
      this.#waiting.unshift(...this.#ready.splice(0).flatMap(({ callers }) => callers))
      await this.#storeWithout(
        batch.flatMap(({ callers }) => callers),
        error,
      )
      return
    }
    this.#stored(batch)
  }

  /** Keeps the processor busy while a commit waits for the disk. Never throws what the commit throws. */
  async #prepareDuring(commit: Promise<void>): Promise<void> {
    let running = true
    const ended = commit
      .catch(() => {})
      .then(() => {
        running = false
      })
    while (running) {
      const enough = new Promise<void>((resolve) => {
        this.#onArrival = () => {
          if (this.#waiting.length >= AHEAD_EVENTS && this.#room > 0) resolve()
        }
        this.#onArrival()
      })
      await Promise.race([ended, enough])
      if (running && this.#turns.length === 0) await this.#prepare()
      else await ended
    }
    this.#onArrival = () => {}
  }

  /** Stores a refused batch in halves, down to the one event that is refused by itself. */
  async #storeWithout(callers: Waiting[], refusal: RowsRefused): Promise<void> {
    await this.#forget()
    if (callers.length === 1) {
      const [caller] = callers as [Waiting]
      this.#log.error({ err: refusal, event_id: caller.id }, 'the ledger refused an event')
      this.#refuse(caller, refusal)
      return
    }
    const middle = Math.ceil(callers.length / 2)
    for (const half of [callers.slice(0, middle), callers.slice(middle)]) {
      const ready = this.#numbered(half)
      try {
        if (ready.prepared === null) throw refusal
        await this.#ledger.commit([ready.prepared])
        this.#stored([ready])
      } catch (error) {
        if (!(error instanceof RowsRefused)) throw error
        await this.#storeWithout(half, error)
      }
    }
  }

  /** What settling remembers comes from the ledger again: what was settled since is not stored. */
  async #forget(): Promise<void> {
    this.#settler = new Settler(await this.#ledger.recall())
    this.#lastSeq = this.#ledger.lastSeq
  }

  #stored(batch: Ready[]): void {
    for (const { callers, first } of batch)
      for (const [index, caller] of callers.entries()) this.#answer(caller, first + index, false)
    this.#onCommit()
  }

  #answer(caller: Waiting, seq: number, duplicate: boolean): void {
    this.#held.release(caller)
    caller.resolve({ event_id: caller.id, seq, duplicate })
  }

  #refuse(caller: Waiting, error: unknown): void {
    this.#held.release(caller)
    caller.reject(error)
  }

  /** Terminal: what was in the batch may or may not be stored, what waits behind it is not. */
  #lose(batch: Ready[], error: unknown): void {
    const lost = error instanceof LedgerLost ? error : new LedgerLost('a commit failed', { cause: error })
    this.#closed = 'writer-unavailable'
    for (const { callers } of batch)
      for (const caller of callers) this.#refuse(caller, new Problem('outcome-unknown'))
    const behind = [...this.#ready.splice(0).flatMap(({ callers }) => callers), ...this.#waiting.splice(0)]
    for (const caller of behind) this.#refuse(caller, new Problem('writer-unavailable'))
    this.#onLost(lost)
  }
}

export type CommitQueueOptions = {
  ledger: Ledger
  /** Epoch milliseconds. */
  clock: () => number
  log: Logger
  /** Called after each commit. */
  onCommit: () => void
  /** Called once, when the ledger cannot be trusted any more: the process must stop. */
  onLost: (error: LedgerLost) => void
}
