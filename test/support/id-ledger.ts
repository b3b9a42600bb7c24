// A ledger's ids as the id index reads them, kept in an array: event n is the nth.

import { idWords } from '../../functions/write/ledger/ids/id-words.ts'
import type { LedgerIds } from '../../functions/write/ledger/ids/ledger-ids.ts'

/** The nth id: any two differ. */
export const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

export type Stored = { id: string; came: number }

export const idsOf = (events: readonly Stored[]): LedgerIds => ({
  read: async ({ first, last }) => idWords(events.slice(first - 1, last).map(({ id }) => id)),
  async firstBetween(from, to) {
    const found = events.findIndex(({ came }) => came >= from && came <= to)
    return found === -1 ? null : found + 1
  },
})
