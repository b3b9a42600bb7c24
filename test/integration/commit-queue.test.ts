// The commit queue over a real ledger whose commits are made to fail by an argument.
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventSchema, type LoggedEvent } from '../../functions/event.ts'
import { CommitQueue } from '../../functions/write/commit-queue.ts'
import type { Ledger } from '../../functions/write/ledger/ledger.ts'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { LedgerLost } from '../../functions/write/ledger/transaction.ts'
import { testFolder } from '../support/folder.ts'
import { event, type Sent, silent } from '../support/in-process.ts'
import { admission, admitted } from '../support/policies.ts'

const parsed = (changes: Sent = {}) => admitted(eventSchema.parse(event(changes)))

type Step = (rows: readonly LoggedEvent[]) => void | Promise<void>

/** @param beforeStore runs before each transaction; what it throws, the ledger throws */
async function queueOver(beforeStore: Step) {
  const ledger = await openLedger(join(testFolder(), 'qa_runs.duckdb'), silent, admission)
  onTestFinished(() => ledger.close())
  const faulty: Ledger = {
    ...ledger,
    get lastSeq() {
      return ledger.lastSeq
    },
    async store(events) {
      await beforeStore(events)
      await ledger.store(events)
    },
  }
  const losses: unknown[] = []
  const queue = await CommitQueue.over({
    ledger: faulty,
    clock: Date.now,
    onLost: (error) => losses.push(error),
  })
  return { queue, ledger, losses }
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
  it('is answered only after its commit', async () => {
    const commit = heldBack()
    const { queue } = await queueOver(commit.step)
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
  it('is reported once; events of the commit have an unknown outcome, those behind it and later ones are refused', async () => {
    const commit = heldBack()
    const { queue, losses } = await queueOver(commit.step)
    const first = queue.submit(parsed())
    await commit.reached
    const behind = queue.submit(parsed())
    commit.release(new LedgerLost('fsync failed'))
    await expect(first).rejects.toMatchObject({ slug: 'outcome-unknown' })
    await expect(behind).rejects.toMatchObject({ slug: 'writer-unavailable' })
    await expect(queue.submit(parsed())).rejects.toMatchObject({ slug: 'writer-unavailable' })
    expect(losses).toEqual([expect.any(LedgerLost)])
  })
})

describe('a full queue', () => {
  it('refuses the next event and keeps nothing of it; those accepted are stored', async () => {
    const commit = heldBack()
    const { queue, ledger } = await queueOver(commit.step)
    const accepted = Array.from({ length: 20_000 }, () => queue.submit(parsed({ agent_draft: 'd' })))
    await expect(queue.submit(parsed())).rejects.toMatchObject({ slug: 'queue-full' })
    commit.release()
    await Promise.all(accepted)
    expect(ledger.lastSeq).toBe(20_000)
    expect(await queue.submit(parsed())).toMatchObject({ seq: 20_001 })
  })
})
