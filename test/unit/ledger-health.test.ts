// The health of a ledger whose answers come late, wrong or not at all.
import { expect, it } from 'vitest'
import { ledgerHealth } from '../../functions/write/ledger-health.ts'
import { waitFor } from '../support/wait-for.ts'

/** A ledger whose answers are given by hand. */
function ledgerAsked() {
  const questions: { answer: () => void; fail: (error: Error) => void }[] = []
  const check = () =>
    new Promise<void>((resolve, reject) => questions.push({ answer: resolve, fail: reject }))
  return { questions, check }
}

it('is what the ledger says', async () => {
  const { questions, check } = ledgerAsked()
  const ask = ledgerHealth({ check })
  const [well, ill] = [ask(), new Error('it does not hold its last event')]
  questions[0]?.answer()
  expect(await well).toEqual({ healthy: true, waitingMs: 0 })
  const told = ask()
  questions[1]?.fail(ill)
  expect(await told).toEqual({ healthy: false, waitingMs: 0, error: ill })
})

it('is told before the ledger answers, and for how long that has been waited for; the ledger is asked once', async () => {
  const { questions, check } = ledgerAsked()
  const ask = ledgerHealth({ check }, { answerMs: 5, stuckMs: 60_000 })
  const [first, second] = await Promise.all([ask(), ask()])
  expect([first.healthy, second.healthy, questions.length]).toEqual([true, true, 1])
  expect((await ask()).waitingMs).toBeGreaterThan(first.waitingMs)
  questions[0]?.answer()
  await waitFor('another question', () => {
    void ask()
    return questions.length === 2
  })
})

it('is bad once the ledger owes its answer for too long', async () => {
  const { check } = ledgerAsked()
  const ask = ledgerHealth({ check }, { answerMs: 5, stuckMs: 4 })
  expect(await ask()).toEqual({ healthy: false, waitingMs: expect.any(Number) })
})
