// The newest events, paged by seq. Reads raw rows, but only of the few segments that hold them.
import type { EventRow, RecentEvents } from './figures.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const sql = namedQuery('recent')

type Raw = Omit<EventRow, 'ts' | 'occurred_at' | 'policy_refs'> & {
  ts: number
  occurred_at: number | null
  policy_refs: string
}

const iso = (ms: number) => new Date(ms).toISOString()

/** @param page.before only events with a lower seq  @param page.limit rows at most */
export async function recent(
  snapshot: Snapshot,
  page: { limit: number; before?: number | undefined },
): Promise<RecentEvents> {
  const last = Math.min(snapshot.asOf.seq, (page.before ?? Number.POSITIVE_INFINITY) - 1)
  const first = Math.max(1, last - page.limit + 1)
  const rows = (await snapshot.events(sql, { first, last })) as Raw[]
  return {
    events: rows.map((row) => ({
      ...row,
      ts: iso(row.ts),
      occurred_at: row.occurred_at === null ? null : iso(row.occurred_at),
      policy_refs: JSON.parse(row.policy_refs) as string[],
    })),
    next_before: rows.length > 0 && first > 1 ? first : null,
  }
}
