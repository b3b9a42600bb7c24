// The commit queue over a real ledger whose commits are made to fail by an argument.
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Event, eventSchema, type LoggedEvent } from '../../functions/event.ts'
import { CommitQueue } from '../../functions/write/commit-queue.ts'
import type { Ledger } from '../../functions/write/ledger/ledger.ts'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { LedgerLost, RowsRefused } from '../../functions/write/ledger/transaction.ts'
import { testFolder } from '../support/folder.ts'
import { event, type Sent, silent } from '../support/in-process.ts'

const parsed = (changes: Sent = {}): Event => eventSchema.parse(event(changes))

/** @param beforeCommit runs before each commit; what it throws, the commit throws */
async function queueOver(beforeCommit: (rows: readonly LoggedEvent[]) => void | Promise<void>) {
  const ledger = await openLedger(join(testFolder(), 'qa_runs.duckdb'), silent)
  onTestFinished(() => ledger.close())
  const faulty: Ledger = {
    ...ledger,
    get lastSeq() {
      return ledger.lastSeq
    },
    async commit(prepared) {
      await beforeCommit(prepared.flatMap(({ events }) => events))
      await ledger.commit(prepared)
    },
  }
  const losses: unknown[] = []
  const queue = await CommitQueue.over({
    ledger: faulty,
    clock: Date.now,
    log: silent,
    onCommit: () => {},
    onLost: (error) => losses.push(error),
  })
  return { queue, ledger, losses }
}

describe('a batch', () => {
  it('in which one event cannot be stored loses only that one', async () => {
    const { queue, ledger } = await queueOver((rows) => {
      if (rows.some(({ agent_draft }) => agent_draft === 'poison')) throw new RowsRefused('no')
    })
    const drafts = ['a', 'b', 'c', 'poison', 'd', 'e', 'f']
    const results = await Promise.allSettled(
      drafts.map((agent_draft) => queue.submit(parsed({ agent_draft }))),
    )
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.seq : 'refused'))).toEqual([
      1,
      2,
      3,
      'refused',
      4,
      5,
      6,
    ])
    expect(ledger.lastSeq).toBe(6)
  })

  it('is answered only after its commit', async () => {
    let release = () => {}
    const { queue } = await queueOver(() => new Promise((resolve) => (release = resolve)))
    let answered = false
    const submitted = queue.submit(parsed()).then(() => {
      answered = true
    })
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect(answered).toBe(false)
    release()
    await submitted
    expect(answered).toBe(true)
  })
})

describe('a lost ledger', () => {
  it('is reported once; events of the batch have an unknown outcome, those behind it and later ones are refused', async () => {
    let fail = () => {}
    const { queue, losses } = await queueOver(
      () =>
        new Promise((_, reject) => {
          fail = () => reject(new LedgerLost('fsync failed'))
        }),
    )
    const first = queue.submit(parsed())
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    const behind = queue.submit(parsed())
    fail()
    await expect(first).rejects.toMatchObject({ slug: 'outcome-unknown' })
    await expect(behind).rejects.toMatchObject({ slug: 'writer-unavailable' })
    await expect(queue.submit(parsed())).rejects.toMatchObject({ slug: 'writer-unavailable' })
    expect(losses).toEqual([expect.any(LedgerLost)])
  })
})

describe('a full queue', () => {
  it('refuses the next event and keeps nothing of it; those accepted are stored', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const { queue, ledger } = await queueOver(() => gate)
    const accepted = Array.from({ length: 20_000 }, () => queue.submit(parsed({ agent_draft: 'd' })))
    await expect(queue.submit(parsed())).rejects.toMatchObject({ slug: 'queue-full' })
    release()
    await Promise.all(accepted)
    expect(ledger.lastSeq).toBe(20_000)
    expect(await queue.submit(parsed())).toMatchObject({ seq: 20_001 })
  })
})
