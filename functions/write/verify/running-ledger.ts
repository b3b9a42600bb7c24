// A ledger that a running writer holds: that writer is asked, on its own port, with the token of the lock file.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { OperatorError } from '../../operator-error.ts'
import { digestsSchema } from '../ledger/digest.ts'
import { type Holder, heldElsewhere, livingHolder } from '../ledger/lock-file.ts'
import type { LedgerSide } from './ledger-side.ts'

/** The longest wait for one answer: half a million events of a busy disk. */
const ANSWER_MS = 120_000
/** How long a process that has just taken the ledger may take until it listens: a writer's start takes about a second. */
const START_MS = 5_000

const healthSchema = z.object({ seq: z.int().nonnegative() })

/**
 * @returns null when no process holds the ledger
 * @throws OperatorError exit 3 when the process that holds it answers no questions (a restore, an import)
 */
export async function askRunningLedger(ledgerFile: string): Promise<LedgerSide | null> {
  const holder = await listeningHolder(ledgerFile)
  if (holder === null) return null
  const { url, token } = holder
  async function ask<T>(path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    try {
      const answer = await fetch(new URL(path, url), {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      const said = (await answer.json()) as { title?: string }
      if (!answer.ok) throw new Error(`it answered ${answer.status} ${said?.title ?? ''}`)
      return schema.parse(said)
    } catch (error) {
      throw new OperatorError(
        `The writer (process ${holder?.pid}) does not answer: ${reason(error)}. Nothing is proven; run npm run verify again.`,
        undefined,
        error,
      )
    }
  }
  return {
    state: 'running',
    journaled: null,
    lost: null, // it moves them before it answers
    lastSeq: async () => (await ask('/health', healthSchema)).seq,
    digests: (digested) => ask('/verify/digests', digestsSchema, digested),
    unredacted: async () => [],
    async close() {},
  }
}

/** fetch hides in `cause` why it failed. */
const reason = (error: unknown) =>
  ((error as Error).cause as { code?: string } | undefined)?.code ?? (error as Error).message

async function listeningHolder(ledgerFile: string): Promise<(Holder & { url: string }) | null> {
  const deadline = performance.now() + START_MS
  for (;;) {
    const holder = livingHolder(ledgerFile)
    if (holder === null) return null
    if (holder.url !== null) return { ...holder, url: holder.url }
    if (performance.now() > deadline) throw heldElsewhere(ledgerFile, holder.pid)
    await sleep(50)
  }
}
