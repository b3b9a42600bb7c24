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
import { waitFor } from '../support/wait-for.ts'

const parsed = (changes: Sent = {}): Event => eventSchema.parse(event(changes))

type Step = (rows: readonly LoggedEvent[]) => void | Promise<void>

/** What a step throws, the ledger throws there. */
async function queueOver({ beforeStage, beforeCommit }: { beforeStage?: Step; beforeCommit?: Step }) {
  const ledger = await openLedger(join(testFolder(), 'qa_runs.duckdb'), silent)
  onTestFinished(() => ledger.close())
  const faulty: Ledger = {
    ...ledger,
    get lastSeq() {
      return ledger.lastSeq
    },
    async stage(events) {
      await beforeStage?.(events)
      const staged = await ledger.stage(events)
      return {
        ...staged,
        async commit() {
          await beforeCommit?.(events)
          await staged.commit()
        },
      }
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

const refusePoison: Step = (rows) => {
  if (rows.some(({ agent_draft }) => agent_draft === 'poison')) throw new RowsRefused('no')
}

/** A step that waits, the first time, until it is released; released with an error, it throws that. */
function heldBack() {
  let reach = () => {}
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  let release: (error?: Error) => void = () => {}
  const released = new Promise<void>((resolve, reject) => {
    release = (error) => (error === undefined ? resolve() : reject(error))
  })
  return {
    reached,
    release: (error?: Error) => release(error),
    step: () => {
      reach()
      return released
    },
  }
}

describe('a batch', () => {
  it('in which one event cannot be stored loses only that one', async () => {
    const { queue, ledger } = await queueOver({ beforeStage: refusePoison })
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

  it('that is refused while the one before is being committed leaves that one alone', async () => {
    const commit = heldBack()
    const { queue, ledger } = await queueOver({ beforeStage: refusePoison, beforeCommit: commit.step })
    const before = queue.submit(parsed({ agent_draft: 'before' }))
    await commit.reached
    const drafts = Array.from({ length: 100 }, (_, n) => (n === 50 ? 'poison' : `${n}`))
    const behind = drafts.map((agent_draft) => queue.submit(parsed({ agent_draft })))
    commit.release()
    const results = await Promise.allSettled([before, ...behind])
    const refused = results.flatMap((result, n) => (result.status === 'rejected' ? [n] : []))
    const seqs = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.seq] : []))
    expect(refused).toEqual([51])
    expect(seqs).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
    expect(ledger.lastSeq).toBe(100)
  })

  it('is answered only after its commit', async () => {
    const commit = heldBack()
    const { queue } = await queueOver({ beforeCommit: commit.step })
    let answered = false
    const submitted = queue.submit(parsed()).then(() => {
      answered = true
    })
    await commit.reached
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toBe(false)
    commit.release()
    await submitted
    expect(answered).toBe(true)
  })
})

describe('a lost ledger', () => {
  /** @param behind so many events come while the commit is under way that will be lost */
  async function lose(behind: number) {
    const commit = heldBack()
    let staged = 0
    const { queue, losses } = await queueOver({
      beforeStage(rows) {
        staged += rows.length
      },
      beforeCommit: commit.step,
    })
    const first = queue.submit(parsed())
    await commit.reached
    const later = Array.from({ length: behind }, () => queue.submit(parsed()))
    if (behind > 1) await waitFor('the next transaction', () => staged === 1 + behind)
    commit.release(new LedgerLost('fsync failed'))
    await expect(first).rejects.toMatchObject({ slug: 'outcome-unknown' })
    const results = await Promise.allSettled([...later, queue.submit(parsed())])
    expect(results.map((result) => result.status === 'rejected' && result.reason.slug)).toEqual(
      Array.from({ length: behind + 1 }, () => 'writer-unavailable'),
    )
    expect(losses).toEqual([expect.any(LedgerLost)])
  }

  it('is reported once; events of the commit have an unknown outcome, one behind them and later ones are refused', () =>
    lose(1))

  it('refuses the events of the transaction that was being filled meanwhile', () => lose(100))
})

describe('a full queue', () => {
  it('refuses the next event and keeps nothing of it; those accepted are stored', async () => {
    const commit = heldBack()
    const { queue, ledger } = await queueOver({ beforeCommit: commit.step })
    const accepted = Array.from({ length: 20_000 }, () => queue.submit(parsed({ agent_draft: 'd' })))
    await expect(queue.submit(parsed())).rejects.toMatchObject({ slug: 'queue-full' })
    commit.release()
    await Promise.all(accepted)
    expect(ledger.lastSeq).toBe(20_000)
    expect(await queue.submit(parsed())).toMatchObject({ seq: 20_001 })
  })
})
