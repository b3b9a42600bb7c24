// Events between the journal and the table: when they are moved, in what parts, and what a failure means.
import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '../../functions/event.ts'
import { Pending } from '../../functions/write/ledger/journal/pending.ts'
import { LedgerLost, RowsRefused } from '../../functions/write/ledger/transaction.ts'
import { logged } from '../support/logged.ts'
import { waitFor } from '../support/wait-for.ts'

const events = (first: number, count: number, agent_draft = 'd') =>
  Array.from({ length: count }, (_, n) => logged(first + n, { agent_draft }))

/** @param store is told the seqs of each transaction, and may refuse */
function pendingOver(
  store: (events: readonly LoggedEvent[]) => void | Promise<void> = () => {},
  isFull = () => false,
) {
  const transactions: [first: number, last: number][] = []
  const losses: LedgerLost[] = []
  const pending = new Pending({
    async store(moved) {
      await store(moved)
      transactions.push([moved[0]?.seq as number, moved.at(-1)?.seq as number])
    },
    moved: () => {},
    isFull,
    onLost: (error) => losses.push(error),
  })
  return { pending, transactions, losses }
}

describe('events in the journal', () => {
  it('stay there until somebody wants them in the table, and are found meanwhile', async () => {
    const { pending, transactions } = pendingOver()
    const [one] = events(1, 1)
    pending.add(events(1, 3))
    expect(pending.find(one?.id as string)).toEqual(one)
    expect(transactions).toEqual([])
    await pending.flush()
    expect(transactions).toEqual([[1, 3]])
    expect(pending.find(one?.id as string)).toBe(undefined)
  })

  it('are moved unasked when they are many, or long', async () => {
    const many = pendingOver()
    many.pending.add(events(1, 9_000))
    await waitFor('the first transaction', () => many.transactions.length > 0)
    expect(many.transactions).toEqual([[1, 8_192]])
    const long = pendingOver()
    long.pending.add(events(1, 900, 'd'.repeat(20_000)))
    await waitFor('the first transaction', () => long.transactions.length > 0)
    expect(long.transactions).toEqual([[1, 839]])
  })

  it('make who brings more wait when they are as many as may be held', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const { pending } = pendingOver(() => held)
    pending.add(events(1, 20_000))
    let room = false
    const waiting = pending.room().then(() => {
      room = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(room).toBe(false)
    release()
    await waiting
  })

  it('are moved in halves where DuckDB refuses them together', async () => {
    const { pending, transactions } = pendingOver((moved) => {
      if (moved.length > 2) throw new RowsRefused('too large')
    })
    pending.add(events(1, 5))
    await pending.flush()
    expect(transactions).toEqual([
      [1, 2],
      [3, 3],
      [4, 5],
    ])
  })

  it('are lost to this process, not dropped, when one is refused by itself', async () => {
    const { pending, transactions, losses } = pendingOver((moved) => {
      if (moved.some(({ seq }) => seq === 2)) throw new RowsRefused('no')
    })
    pending.add(events(1, 3))
    await expect(pending.flush()).rejects.toThrow('event 2 of the journal is refused by DuckDB')
    expect(transactions).toEqual([[1, 1]])
    expect(losses).toEqual([expect.any(LedgerLost)])
    await expect(pending.room()).rejects.toThrow(LedgerLost)
  })

  it('stay there while the disk is full: whoever wants them in the table is told, and nothing is lost', async () => {
    let full = true
    const { pending, transactions, losses } = pendingOver(undefined, () => full)
    pending.add(events(1, 9_000))
    await expect(pending.flush()).rejects.toMatchObject({ slug: 'disk-full' })
    expect([transactions, losses]).toEqual([[], []])
    full = false
    await pending.flush()
    expect(transactions).toEqual([
      [1, 8_192],
      [8_193, 9_000],
    ])
  })
})
