// Events that are in the journal and not yet in the table, and how they get there: in the background, many at a time.
// It must never hold more than its bounds, and never forget an event before the table's commit is on disk.
import type { LoggedEvent } from '../../../event.ts'
import { Problem } from '../../../problem.ts'
import { LedgerLost, RowsRefused } from '../transaction.ts'

/**
 * Events of one transaction (four DuckDB vectors, some 40 ms of work, with pauses), and characters of their texts (DuckDB
 * holds a transaction in memory). So many are moved unasked; fewer when somebody wants them: each transaction costs 3 ms,
 * however small, and a quarter as many events take a tenth more of this thread's time.
 */
export const MOVED_EVENTS = 8_192
const MOVED_CHARACTERS = 16 * 1024 * 1024
/** Events and characters held at most: whoever stores more waits for the table. */
const MAX_EVENTS = 20_000
const MAX_CHARACTERS = 64 * 1024 * 1024

const characters = ({ agent_draft, suggestion_used }: LoggedEvent) =>
  agent_draft.length + (suggestion_used?.length ?? 0)

export type PendingOptions = {
  /** Stores events in the table in one transaction. @throws RowsRefused, LedgerLost */
  store: (events: readonly LoggedEvent[]) => Promise<void>
  /** Called after each transaction. */
  moved: () => void
  /** Whether the disk has no room: nothing is moved then, for a write that fails would end the process. */
  isFull?: () => boolean
  /** Called once: events that are durable could not be moved. A restart tries again. */
  onLost: (error: LedgerLost) => void
}

export class Pending {
  readonly #options: PendingOptions
  #events: LoggedEvent[] = []
  readonly #byId = new Map<string, LoggedEvent>()
  #characters = 0
  /** The seq up to which somebody waits for the table. */
  #wanted = 0
  #moving = false
  #lost: LedgerLost | null = null
  #waiting: (() => void)[] = []

  constructor(options: PendingOptions) {
    this.#options = options
  }

  find(id: string): LoggedEvent | undefined {
    return this.#byId.get(id)
  }

  /** @param events that follow those held without a gap */
  add(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      this.#events.push(event)
      this.#byId.set(event.id, event)
      this.#characters += characters(event)
    }
    void this.#move()
  }

  /** Resolves when there is room for more events. @throws LedgerLost; Problem disk-full */
  room(): Promise<void> {
    return this.#until(() => this.#events.length < MAX_EVENTS && this.#characters < MAX_CHARACTERS)
  }

  /** Resolves when the table holds all that is held here now. @throws LedgerLost; Problem disk-full */
  flush(): Promise<void> {
    const last = this.#events.at(-1)?.seq ?? 0
    this.#wanted = Math.max(this.#wanted, last)
    void this.#move()
    return this.#until(() => this.#first > last)
  }

  get #first(): number {
    return this.#events[0]?.seq ?? Number.POSITIVE_INFINITY
  }

  async #until(reached: () => boolean): Promise<void> {
    while (this.#lost === null && !reached()) {
      if (this.#isFull) throw new Problem('disk-full')
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
    }
    if (this.#lost) throw this.#lost
  }

  get #isFull(): boolean {
    return this.#options.isFull?.() ?? false
  }

  get #isDue(): boolean {
    return (
      this.#first <= this.#wanted ||
      this.#events.length >= MOVED_EVENTS ||
      this.#characters >= MOVED_CHARACTERS
    )
  }

  async #move(): Promise<void> {
    if (this.#moving || this.#lost) return
    this.#moving = true
    try {
      while (this.#isDue && !this.#isFull) await this.#moveNext()
    } catch (error) {
      this.#lost = error instanceof LedgerLost ? error : new LedgerLost('the table failed', { cause: error })
      this.#options.onLost(this.#lost)
    }
    this.#moving = false
    this.#tell()
  }

  async #moveNext(): Promise<void> {
    let count = 0
    for (
      let left = MOVED_CHARACTERS;
      left > 0 && count < Math.min(MOVED_EVENTS, this.#events.length);
      count += 1
    )
      left -= characters(this.#events[count] as LoggedEvent)
    const moved = this.#events.slice(0, count)
    await storeInHalves(this.#options.store, moved)
    this.#events.splice(0, count)
    for (const event of moved) {
      this.#byId.delete(event.id)
      this.#characters -= characters(event)
    }
    this.#options.moved()
    this.#tell()
  }

  #tell(): void {
    for (const tell of this.#waiting.splice(0)) tell()
  }
}

/** What DuckDB refuses at once, for its size, it takes in parts. @throws LedgerLost */
export async function storeInHalves(
  store: PendingOptions['store'],
  events: readonly LoggedEvent[],
): Promise<void> {
  try {
    await store(events)
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error
    if (events.length === 1)
      throw new LedgerLost(`event ${events[0]?.seq} of the journal is refused by DuckDB`, { cause: error })
    const middle = Math.ceil(events.length / 2)
    await storeInHalves(store, events.slice(0, middle))
    await storeInHalves(store, events.slice(middle))
  }
}
