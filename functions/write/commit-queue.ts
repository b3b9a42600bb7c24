// Group commit: whatever has arrived while a commit runs goes into the next one, and each caller is answered after the
// fsync of its own. It must never answer before that, and never hold more than its bounds.
import { randomUUID } from 'node:crypto'
import { Problem } from '../problem.ts'
import type { Admitted } from './admission.ts'
import { contentDigest } from './content-digest.ts'
import { Groups, type Receipt, type Waiting } from './groups.ts'
import { Held } from './held.ts'
import type { Ledger } from './ledger/ledger.ts'
import { LedgerLost } from './ledger/transaction.ts'
import { unobserved, type WriteObserver } from './observer.ts'
import type { Settler } from './settle.ts'
import { storeTogether } from './together.ts'

/** Events of one group: a few milliseconds of work. */
const MAX_GROUP_EVENTS = 2_048

/** The right to settle and store, for work that does so in bulk. */
export type Turn = {
  settler: Settler
  /** Whether somebody waits for the turn to end. */
  crowded: () => boolean
}

export class CommitQueue {
  readonly #ledger: Ledger
  readonly #clock: () => number
  readonly #isFull: () => boolean
  readonly #onLost: (error: LedgerLost) => void
  readonly #groups: Groups
  readonly #held: Held
  #waiting: Waiting[] = []
  readonly #turns: (() => Promise<void>)[] = []
  #running: Promise<void> | null = null
  #closed: 'stopping' | 'writer-unavailable' | null = null

  private constructor(options: CommitQueueOptions, held: Held, groups: Groups) {
    this.#ledger = options.ledger
    this.#clock = options.clock
    this.#isFull = options.isFull ?? (() => false)
    this.#onLost = options.onLost
    this.#held = held
    this.#groups = groups
  }

  static async over(options: CommitQueueOptions): Promise<CommitQueue> {
    const held = new Held()
    const { observer = unobserved } = options
    return new CommitQueue(options, held, await Groups.over({ ...options, held, observer }))
  }

  /**
   * Resolves once the event is on disk.
   * @throws Problem disk-full, queue-full, id-in-flight, id-reused, stopping, writer-unavailable, outcome-unknown
   */
  submit(event: Admitted): Promise<Receipt> {
    return new Promise((resolve, reject) => this.#take(event, 0, resolve, reject))
  }

  /**
   * The same for many events, each for itself; resolves when all have been told. A promise each would cost as much as
   * validating them.
   * @param n of `stored` and `refused` counts the events from 0
   */
  submitEach(
    events: readonly Admitted[],
    stored: (receipt: Receipt, n: number) => void,
    refused: (error: unknown, n: number) => void,
  ): Promise<void> {
    return new Promise((resolve) => {
      let left = events.length
      const told = () => {
        left -= 1
        if (left === 0) resolve()
      }
      if (left === 0) resolve()
      const onStored: Waiting['resolve'] = (receipt, n) => {
        stored(receipt, n)
        told()
      }
      const onRefused: Waiting['reject'] = (error, n) => {
        refused(error, n)
        told()
      }
      for (const [n, event] of events.entries()) this.#take(event, n, onStored, onRefused)
    })
  }

  /** Why an event with this id cannot be taken now; null when it can. */
  #whyNot(id: string): Problem | null {
    if (this.#closed) return new Problem(this.#closed)
    if (this.#isFull()) return new Problem('disk-full')
    if (!this.#held.hasRoomFor(1)) return new Problem('queue-full')
    return this.#held.hasId(id) ? new Problem('id-in-flight') : null
  }

  #take(admitted: Admitted, n: number, resolve: Waiting['resolve'], reject: Waiting['reject']): void {
    const { event, event_id, used, violated } = admitted
    const id = event_id ?? randomUUID()
    const refusal = this.#whyNot(id)
    if (refusal !== null) {
      reject(refusal, n)
      return
    }
    const digest = event_id === undefined ? null : contentDigest(event)
    const waiting = { event, used, violated, id, digest, ts: this.#clock(), n, resolve, reject }
    this.#held.take(waiting)
    this.#waiting.push(waiting)
    this.#running ??= this.#run()
  }

  /** Events taken and not yet stored, and characters of their texts. */
  get waiting(): { events: number; characters: number } {
    return this.#held.size
  }

  /** Whether so many events could be submitted now. */
  hasRoomFor(events: number): boolean {
    return this.#held.hasRoomFor(events)
  }

  /**
   * Stores events in one transaction: all of them, or none. Their ids must differ.
   * @throws Problem disk-full, id-in-flight, id-reused, stopping, writer-unavailable; RowsRefused: nothing of them is stored then.
   *   Problem outcome-unknown
   */
  submitTogether(events: readonly Admitted[]): Promise<Receipt[]> {
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
   * Runs work that stores events by itself, when the table holds all: nothing else is settled or stored meanwhile. Events that
   * are posted wait until it is done, so work that takes long should end when `turn.crowded()` and ask for another turn.
   * @throws Problem disk-full, stopping, writer-unavailable; what `work` throws, after what it settled is forgotten
   */
  exclusively<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Problem(this.#closed))
    if (this.#isFull()) return Promise.reject(new Problem('disk-full'))
    return new Promise<T>((resolve, reject) => {
      const crowded = () => this.#waiting.length > 0 || this.#closed !== null
      this.#turns.push(async () => {
        if (this.#closed) return reject(new Problem(this.#closed))
        try {
          await this.#ledger.flush()
          resolve(await work({ settler: this.#groups.settler, crowded }))
          this.#groups.resume()
        } catch (error) {
          reject(error)
          if (error instanceof LedgerLost) throw error
          await this.#groups.forget()
        }
      })
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    // Callers of the same turn of the event loop share the first commit.
    await Promise.resolve()
    while (this.#waiting.length > 0 || this.#turns.length > 0) {
      try {
        await this.#turns.shift()?.()
        await this.#store()
      } catch (error) {
        this.#lose(error)
      }
    }
    this.#running = null
  }

  /** Stores what waits, up to the size of a commit. */
  async #store(): Promise<void> {
    const taken = this.#waiting.splice(0, MAX_GROUP_EVENTS)
    let callers: readonly Waiting[] = taken
    try {
      callers = await this.#groups.withoutRepeats(taken)
    } catch (error) {
      this.#waiting.unshift(...taken) // for #lose to refuse
      throw error
    }
    if (callers.length === 0) return
    try {
      await this.#groups.store(callers)
    } catch (error) {
      for (const caller of callers) this.#groups.refuse(caller, new Problem('outcome-unknown'))
      throw error
    }
  }

  /** Terminal: what waits is not stored. */
  #lose(error: unknown): void {
    const lost = error instanceof LedgerLost ? error : new LedgerLost('a commit failed', { cause: error })
    for (const caller of this.#waiting.splice(0))
      this.#groups.refuse(caller, new Problem('writer-unavailable'))
    if (this.#closed === 'writer-unavailable') return
    this.#closed = 'writer-unavailable'
    this.#onLost(lost)
  }
}

export type CommitQueueOptions = {
  ledger: Ledger
  /** Epoch milliseconds. */
  clock: () => number
  /** Whether the ledger's disk has no room for more. */
  isFull?: () => boolean
  /** Called once, when the ledger cannot be trusted any more: the process must stop. */
  onLost: (error: LedgerLost) => void
  observer?: WriteObserver | undefined
}
