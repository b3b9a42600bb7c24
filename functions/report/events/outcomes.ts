// The outcomes of offers, wherever in the log they came: in another session too, since a suggestion_id leads there.
import type { EventRow } from '../recent.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { namedQuery } from '../sql.ts'

const sql = namedQuery('event-rows')

/** Outcomes read at once: every first one of a page's offers, and as many repeats as a person would look at. */
const MAX_OUTCOMES = 200

export type Outcomes = {
  /** By the seq of their offer, in the order in which they came. */
  of: ReadonlyMap<number, EventRow[]>
  /** Whether there are repeats that were not read. */
  more: boolean
}

/** @param offers their seqs, fewer than MAX_OUTCOMES */
export async function outcomesOf(snapshot: Snapshot, offers: readonly number[]): Promise<Outcomes> {
  if (offers.length === 0) return { of: new Map(), more: false }
  const earliest = Math.min(...offers)
  // Outcomes follow their offers closely, so the ranges of offer_seq leave few row groups to look at.
  const rows = sql.replace('$filter', `offer_seq IN (${offers.join(', ')})`)
  const found = await snapshot.events(
    `SELECT to_json(r)::VARCHAR AS row FROM (${rows}) r
     ORDER BY resolution = 'first' DESC, seq LIMIT ${MAX_OUTCOMES + 1}`,
    snapshot.manifest.segments.filter(({ last_seq }) => last_seq > earliest),
    { first: BigInt(earliest + 1), last: BigInt(snapshot.asOf.seq) },
  )
  const outcomes = found
    .slice(0, MAX_OUTCOMES)
    .map(({ row }) => JSON.parse(row as string) as EventRow)
    .sort((a, b) => a.seq - b.seq)
  return {
    of: new Map(offers.map((offer) => [offer, outcomes.filter(({ offer_seq }) => offer_seq === offer)])),
    more: found.length > MAX_OUTCOMES,
  }
}
