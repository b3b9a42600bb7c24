// How many events have come since a page was drawn, of those that its filters let through.
import { rowFilter } from '../row-filter.ts'
import type { Scope } from '../scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** With filters, newer events are counted up to here: a page that stays open must not cost ever more. */
const MAX_COUNTED = 1_000

/** `more`: there are more than `count`. */
export type Newer = { count: number; more: boolean }

/** @param after the seq that the page was drawn at */
export async function newerThan(snapshot: Snapshot, scope: Scope, after: number): Promise<Newer> {
  const { where, values, mayHold } = rowFilter(scope)
  if (where === 'true') return { count: Math.max(0, snapshot.asOf.seq - after), more: false }
  const [row] = await snapshot.events(
    `SELECT count(*)::DOUBLE AS n FROM (SELECT 1 FROM events WHERE seq > $after AND ${where} LIMIT ${MAX_COUNTED + 1})`,
    snapshot.manifest.segments.filter((one) => one.last_seq > after && mayHold(one)),
    { ...values, after: BigInt(after) },
  )
  const n = (row?.n as number | undefined) ?? 0
  return { count: Math.min(n, MAX_COUNTED), more: n > MAX_COUNTED }
}
