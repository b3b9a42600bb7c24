// Whether the ledger answers, told soon even while the disk is slow: no question to it gets in beside a commit that
// waits for its fsync. It must never ask twice at once: each question holds one of the threads that commits need too.
import type { Ledger } from './ledger/ledger.ts'

/**
 * `answerMs`: the longest wait for an answer of the ledger, half of what report instances wait for this one. `stuckMs`: a
 * commit that keeps questions waiting for longer is not slow but stuck.
 */
const PATIENCE = { answerMs: 500, stuckMs: 10_000 }

/** `waitingMs`: for how long the ledger has owed an answer; 0 when it gave it. `error`: why it could not. */
export type LedgerHealth = { healthy: boolean; waitingMs: number; error?: unknown }

/** @returns a function that asks the ledger, or waits with those who have asked already */
export function ledgerHealth(
  ledger: Pick<Ledger, 'check'>,
  { answerMs, stuckMs } = PATIENCE,
): () => Promise<LedgerHealth> {
  let asked: { at: number; answer: Promise<LedgerHealth> } | null = null
  const ask = () => {
    const answer = ledger
      .check()
      .then(
        () => ({ healthy: true, waitingMs: 0 }),
        (error) => ({ healthy: false, waitingMs: 0, error }),
      )
      .finally(() => {
        asked = null
      })
    asked = { at: performance.now(), answer }
    return asked
  }
  return () => {
    const { at, answer } = asked ?? ask()
    let timer: NodeJS.Timeout
    const owed = new Promise<LedgerHealth>((resolve) => {
      timer = setTimeout(() => {
        const waitingMs = Math.round(performance.now() - at)
        resolve({ healthy: waitingMs < stuckMs, waitingMs })
      }, answerMs)
    })
    return Promise.race([answer, owed]).finally(() => clearTimeout(timer))
  }
}
