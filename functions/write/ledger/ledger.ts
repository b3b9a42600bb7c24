// The ledger: the journal, in which events become durable, and the table, into which they move behind it.
// It must never be written but through here, and never show an event to anybody before it is durable.
import type { LoggedEvent } from '../../event.ts'
import { Problem } from '../../problem.ts'
import type { Bulk, BulkOptions } from './bulk.ts'
import type { EventTable, KnownId } from './event-table.ts'
import type { HighWaterMark } from './high-water-mark.ts'
import type { Journal } from './journal/journal.ts'
import { Pending } from './journal/pending.ts'
import type { HeldLock } from './lock-file.ts'
import type { AtLedgerStep } from './steps.ts'
import { LedgerLost } from './transaction.ts'

export interface Ledger extends Pick<EventTable, 'store' | 'findIds' | 'recall' | 'digests' | 'check'> {
  /** The highest durable seq; 0 when the ledger is empty. */
  readonly lastSeq: number
  /** What scans see; behind by what the journal alone holds. */
  readonly table: Pick<EventTable, 'lastSeq' | 'exportEvents' | 'exportableTo'>
  /** Calls back whenever there are more events. */
  onGrowth(listener: () => void): void
  /** What this process's own commands show it as `Authorization: Bearer`. */
  readonly token: string
  /** Resolves when events that are durable cannot be moved into the table: the process must stop, a restart tries again. */
  readonly lost: Promise<LedgerLost>
  /** Opens a staged file (write/import/stage.ts) to bring its rows in; one at a time. */
  bulk(options: BulkOptions): Promise<Bulk>
  /** Tells the commands of this machine where the process that holds the ledger listens. */
  announce(url: string): void
  /** Resolves when the table holds all that is durable now. @throws LedgerLost; Problem disk-full */
  flush(): Promise<void>
  /** Says that all events up to this one are published: until then the journal keeps them, as far as it may. */
  published(seq: number): void
  /**
   * Moves all into the table, checkpoints, closes the file and gives the locks back. On a full disk it leaves to the next
   * start what needs room.
   */
  close(): Promise<void>
}

/** @param open.closeTable closes the table's file, where there is room for it after a checkpoint */
export function ledgerOver(open: {
  table: EventTable
  journal: Journal
  lock: HeldLock
  mark: HighWaterMark
  isFull: () => boolean
  atStep: AtLedgerStep
  closeTable: (options: { checkpoint: boolean }) => Promise<void>
}): Ledger {
  const { table, journal, mark, atStep } = open
  /** Until somebody says otherwise nothing waits to be published. */
  let published = Number.POSITIVE_INFINITY
  let durable = table.lastSeq
  let appending: Promise<void> = Promise.resolve()
  const listeners: (() => void)[] = []
  const tellGrowth = () => {
    for (const listener of listeners) listener()
  }
  let lose: (error: LedgerLost) => void
  const lost = new Promise<LedgerLost>((resolve) => {
    lose = resolve
  })
  const pending = new Pending({
    store: table.store,
    moved: () => journal.release(table.lastSeq, published),
    isFull: open.isFull,
    onLost: (error) => lose(error),
  })
  /** Does what needs all events in the table. */
  const flushed = async <T>(work: () => Promise<T>): Promise<T> => {
    await pending.flush()
    return work()
  }

  return {
    get lastSeq() {
      return Math.max(durable, table.lastSeq)
    },
    table,
    token: open.lock.token,
    lost,
    announce: open.lock.announce,
    onGrowth: (listener) => void listeners.push(listener),
    flush: () => pending.flush(),

    async store(events) {
      await pending.room()
      appending = journal.append(events)
      try {
        await appending
      } catch (error) {
        throw new LedgerLost('the journal could not be written, what became of the events is unknown', {
          cause: error,
        })
      }
      durable = events.at(-1)?.seq as number
      mark.note(durable)
      pending.add(events)
      tellGrowth()
    },

    async findIds(ids) {
      const held = ids.flatMap((id) => pending.find(id) ?? [])
      if (held.length === ids.length) return new Map(held.map(knownAs))
      const known = await table.findIds(held.length === 0 ? ids : ids.filter((id) => !pending.find(id)))
      for (const event of held) known.set(event.id, knownAs(event)[1])
      return known
    },

    recall: () => flushed(table.recall),
    digests: (digested) =>
      digested.last <= table.lastSeq ? table.digests(digested) : flushed(() => table.digests(digested)),
    bulk: (options) => flushed(() => table.bulk(options, tellGrowth)),
    async check() {
      await appending
      await table.check()
    },

    published(seq) {
      published = seq
      journal.release(table.lastSeq, published)
    },

    async close() {
      let keep = true
      try {
        const moved = await pending.flush().then(
          () => true,
          (error) => {
            if (error instanceof Problem) return false
            throw error
          },
        )
        atStep('table-complete')
        await open.closeTable({ checkpoint: moved })
        if (moved) {
          await journal.remove()
          atStep('journal-removed')
        }
        keep = !moved
      } finally {
        await journal.close()
        await mark.close({ keep })
      }
      open.lock.release() // last: whoever waits for it begins a journal of the same name
    },
  }
}

const knownAs = (event: LoggedEvent): [string, KnownId] => [
  event.id,
  event.content_digest === null
    ? { seq: event.seq, content_digest: null, content: event }
    : { seq: event.seq, content_digest: event.content_digest },
]
