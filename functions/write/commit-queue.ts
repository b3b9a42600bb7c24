// Group commit: whatever has arrived while the last commit ran goes into the next one, and each caller is
// answered after the fsync of its own. It must never answer before that, and never hold more than its bounds.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { type Event, type LoggedEvent, loggedEvent } from '../event.ts'
import { Problem } from '../problem.ts'
import { contentDigest } from './content-digest.ts'
import type { KnownId, Ledger } from './ledger/ledger.ts'
import { LedgerLost, RowsRefused } from './ledger/transaction.ts'
import { arrivalOf, Settler } from './settle.ts'

/** Events of one commit: one DuckDB vector, a few milliseconds of work. */
const MAX_BATCH_EVENTS = 2_048
/** Events waiting: about a second of work at full speed. */
const MAX_QUEUED_EVENTS = 20_000
/** Characters of text waiting (UTF-16, so twice as many bytes): what 20,000 ordinary events need, ten times over. */
const MAX_QUEUED_CHARACTERS = 64 * 1024 * 1024

export type Receipt = { event_id: string; seq: number; duplicate: boolean }

/** The right to settle and store, for work that does so in bulk. */
export type Turn = {
  settler: Settler
  /** To be called after each commit. */
  committed: () => void
  /** Whether somebody waits for the turn to end. */
  crowded: () => boolean
}

type Waiting = {
  event: Omit<Event, 'event_id'>
  id: string
  digest: string | null
  ts: number
  resolve: (receipt: Receipt) => void
  reject: (error: unknown) => void
}

const characters = ({ event }: Waiting) => event.agent_draft.length + (event.suggestion_used?.length ?? 0)

export class CommitQueue {
  readonly #ledger: Ledger
  readonly #clock: () => number
  readonly #log: Logger
  readonly #onCommit: () => void
  readonly #onLost: (error: LedgerLost) => void
  #settler: Settler
  #waiting: Waiting[] = []
  readonly #turns: (() => Promise<void>)[] = []
  #waitingCharacters = 0
  readonly #inFlight = new Set<string>()
  #running: Promise<void> | null = null
  #closed: 'stopping' | 'writer-unavailable' | null = null

  private constructor(options: CommitQueueOptions, settler: Settler) {
    this.#ledger = options.ledger
    this.#clock = options.clock
    this.#log = options.log
    this.#onCommit = options.onCommit
    this.#onLost = options.onLost
    this.#settler = settler
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
    if (this.#waiting.length >= MAX_QUEUED_EVENTS || this.#waitingCharacters >= MAX_QUEUED_CHARACTERS)
      return Promise.reject(new Problem('queue-full'))
    const id = event_id ?? randomUUID()
    if (event_id !== undefined) {
      if (this.#inFlight.has(id)) return Promise.reject(new Problem('id-in-flight'))
      this.#inFlight.add(id)
    }
    return new Promise<Receipt>((resolve, reject) => {
      const digest = event_id === undefined ? null : contentDigest(event)
      const waiting = { event, id, digest, ts: this.#clock(), resolve, reject }
      this.#waiting.push(waiting)
      this.#waitingCharacters += characters(waiting)
      this.#running ??= this.#run()
    }).finally(() => this.#inFlight.delete(id))
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
          if (!(error instanceof LedgerLost)) this.#settler = new Settler(await this.#ledger.recall())
          else throw error
        }
      })
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    // Callers of the same turn of the event loop share the first commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0 || this.#turns.length > 0) {
      await this.#turns
        .shift()?.()
        .catch((error) => this.#lose([], error))
      const batch = this.#waiting.splice(0, MAX_BATCH_EVENTS)
      for (const waiting of batch) this.#waitingCharacters -= characters(waiting)
      try {
        await this.#store(await this.#withoutRepeats(batch))
      } catch (error) {
        this.#lose(batch, error)
      }
    }
    this.#running = null
  }

  /** Answers the events whose id the ledger knows already; the others remain to be stored. */
  async #withoutRepeats(batch: Waiting[]): Promise<Waiting[]> {
    const chosen = batch.filter((waiting) => waiting.digest !== null)
    if (chosen.length === 0) return batch
    const known = await this.#ledger.findIds(chosen.map((waiting) => waiting.id))
    return batch.filter((waiting) => {
      const stored = known.get(waiting.id)
      if (stored) answerRepeat(waiting, stored)
      return !stored
    })
  }

  async #store(batch: Waiting[]): Promise<void> {
    if (batch.length === 0) return
    const first = this.#ledger.lastSeq + 1
    const rows: LoggedEvent[] = batch.map(({ event, id, digest, ts }, index) => {
      const seq = first + index
      return loggedEvent(event, this.#settler.settle(arrivalOf(event), seq, ts), {
        seq,
        id,
        ts,
        content_digest: digest,
      })
    })
    try {
      await this.#ledger.commit(rows)
    } catch (error) {
      if (!(error instanceof RowsRefused)) throw error
      // Nothing of the batch is stored. Forget what settling it changed, and find the row that cannot be.
      this.#settler = new Settler(await this.#ledger.recall())
      if (batch.length === 1) {
        this.#log.error({ err: error, event_id: batch[0]?.id }, 'the ledger refused an event')
        batch[0]?.reject(error)
        return
      }
      const half = Math.ceil(batch.length / 2)
      await this.#store(batch.slice(0, half))
      await this.#store(batch.slice(half))
      return
    }
    batch.forEach((waiting, index) => {
      waiting.resolve({ event_id: waiting.id, seq: first + index, duplicate: false })
    })
    this.#onCommit()
  }

  /** Terminal: what was in the batch may or may not be stored, what waits behind it is not. */
  #lose(batch: Waiting[], error: unknown): void {
    const lost = error instanceof LedgerLost ? error : new LedgerLost('a commit failed', { cause: error })
    this.#closed = 'writer-unavailable'
    for (const waiting of batch) waiting.reject(new Problem('outcome-unknown', undefined, undefined, lost))
    for (const waiting of this.#waiting) waiting.reject(new Problem('writer-unavailable'))
    this.#waiting = []
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

function answerRepeat(waiting: Waiting, stored: KnownId) {
  if (isSame(waiting, stored)) waiting.resolve({ event_id: waiting.id, seq: stored.seq, duplicate: true })
  else waiting.reject(new Problem('id-reused'))
}

function isSame({ event, digest }: Waiting, stored: KnownId): boolean {
  if (stored.content_digest !== null) return stored.content_digest === digest
  const { suggestion_id, agent_id, occurred_at, ...content } = stored.content
  // Of the time only the instant was kept, not how it was written.
  const sameTime = occurred_at === (event.occurred_at === undefined ? null : Date.parse(event.occurred_at))
  return (
    sameTime &&
    digest ===
      contentDigest({
        ...content,
        suggestion_id: suggestion_id ?? undefined,
        agent_id: agent_id ?? undefined,
        occurred_at: event.occurred_at,
      })
  )
}
