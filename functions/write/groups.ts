// Groups of events that are stored at once: numbered, settled and made durable, one group behind another.
// It must never answer a caller before the fsync of its group.
import { Problem } from '../problem.ts'
import type { Held } from './held.ts'
import type { Ledger } from './ledger/ledger.ts'
import { numbered, type Received } from './numbered.ts'
import type { WriteObserver } from './observer.ts'
import { isRepeat } from './repeats.ts'
import { Settler } from './settle.ts'

export type Receipt = { event_id: string; seq: number; duplicate: boolean }

/** An event whose caller waits for an answer; `n` tells it from the others of a caller who gave several. */
export type Waiting = Received & {
  n: number
  resolve: (receipt: Receipt, n: number) => void
  reject: (error: unknown, n: number) => void
}

export class Groups {
  readonly #ledger: Ledger
  readonly #held: Held
  readonly #observer: WriteObserver
  #settler: Settler
  /** The highest number given; stored it is only once the ledger has it. */
  #lastSeq: number

  private constructor({ ledger, held, observer }: GroupsOptions, settler: Settler) {
    this.#ledger = ledger
    this.#held = held
    this.#observer = observer
    this.#settler = settler
    this.#lastSeq = ledger.lastSeq
  }

  static async over(options: GroupsOptions): Promise<Groups> {
    return new Groups(options, new Settler(await options.ledger.recall()))
  }

  /** For work that settles and stores by itself, while no group is open; `resume` or `forget` must follow. */
  get settler(): Settler {
    return this.#settler
  }

  /** Goes on behind what the ledger holds now. */
  resume(): void {
    this.#lastSeq = this.#ledger.lastSeq
  }

  /** What settling remembers comes from the ledger again: what was settled since is not stored. */
  async forget(): Promise<void> {
    this.#settler = new Settler(await this.#ledger.recall())
    this.resume()
  }

  /** Answers the events whose id the ledger knows already. @returns the others, which remain to be stored */
  async withoutRepeats(callers: readonly Waiting[]): Promise<readonly Waiting[]> {
    const chosen = callers.filter(({ digest }) => digest !== null)
    if (chosen.length === 0) return callers
    const known = await this.#ledger.findIds(chosen.map(({ id }) => id))
    return callers.filter((caller) => {
      const stored = known.get(caller.id)
      if (stored === undefined) return true
      if (isRepeat(caller, stored)) {
        this.#observer.repeated()
        this.#answer(caller, stored.seq, true)
      } else this.refuse(caller, new Problem('id-reused'))
      return false
    })
  }

  /**
   * Stores a group and answers its callers.
   * @throws LedgerLost: what became of them is unknown
   */
  async store(callers: readonly Waiting[]): Promise<void> {
    const first = this.#lastSeq + 1
    const rows = numbered(this.#settler, first, callers)
    this.#lastSeq += rows.length
    const began = performance.now()
    await this.#ledger.store(rows)
    this.#observer.stored(rows.length, (performance.now() - began) / 1_000)
    for (const [index, caller] of callers.entries()) this.#answer(caller, first + index, false)
  }

  refuse(caller: Waiting, error: unknown): void {
    this.#held.release(caller)
    caller.reject(error, caller.n)
  }

  #answer(caller: Waiting, seq: number, duplicate: boolean): void {
    this.#held.release(caller)
    caller.resolve({ event_id: caller.id, seq, duplicate }, caller.n)
  }
}

export type GroupsOptions = { ledger: Ledger; held: Held; observer: WriteObserver }
