// Stores events in one transaction: all of them or none.
import { randomUUID } from 'node:crypto'
import { Problem } from '../problem.ts'
import type { Admitted } from './admission.ts'
import type { Turn } from './commit-queue.ts'
import { contentDigest } from './content-digest.ts'
import type { Receipt } from './groups.ts'
import type { Ledger } from './ledger/ledger.ts'
import { numbered } from './numbered.ts'
import { isRepeat } from './repeats.ts'

/**
 * @param events whose ids differ  @param clock epoch milliseconds
 * @throws Problem id-reused, RowsRefused, LedgerLost
 */
export async function storeTogether(
  { ledger, clock }: { ledger: Ledger; clock: () => number },
  { settler }: Turn,
  events: readonly Admitted[],
): Promise<Receipt[]> {
  const received = events.map(({ event_id, event, used, violated }) => ({
    ...{ event, used, violated },
    id: event_id ?? randomUUID(),
    digest: event_id === undefined ? null : contentDigest(event),
    ts: clock(),
  }))
  const chosen = received.filter(({ digest }) => digest !== null).map(({ id }) => id)
  const known = await ledger.findIds(chosen)
  const fresh = received.filter((one) => {
    const stored = known.get(one.id)
    if (stored !== undefined && !isRepeat(one, stored)) throw new Problem('id-reused')
    return stored === undefined
  })
  const first = ledger.lastSeq + 1
  if (fresh.length > 0) await ledger.store(numbered(settler, first, fresh))
  const seqs = new Map(fresh.map(({ id }, index) => [id, first + index]))
  return received.map(({ id }) => ({
    event_id: id,
    seq: seqs.get(id) ?? (known.get(id)?.seq as number),
    duplicate: known.has(id),
  }))
}
