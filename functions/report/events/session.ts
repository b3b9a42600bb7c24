// A session as it went: each offer with what became of it, whenever and in whichever session its outcome came.
import { type EventRow, recent } from '../recent.ts'
import type { Scope } from '../scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Outcomes, outcomesOf } from './outcomes.ts'
import { type SettledRow, settledRows } from './settled.ts'

/** Events of one page: each of them is shown in full, up to two texts of 20,000 characters. */
const EVENTS_OF_PAGE = 100

/** `answer`: an outcome whose offer is not on the page; it came earlier, or in another session. */
export type TimelineEntry =
  | { kind: 'offer'; event: EventRow; outcomes: EventRow[] }
  | { kind: 'withheld'; event: EventRow }
  | { kind: 'orphan'; event: EventRow }
  | { kind: 'answer'; event: EventRow }

export type SessionTimeline = {
  /** In the order of the log. */
  entries: TimelineEntry[]
  /** What was settled about each event above, by seq. */
  settled: ReadonlyMap<number, SettledRow>
  /** Of the session's own events on this page. */
  events: number
  first: EventRow | null
  last: EventRow | null
  /** Whether repeats were left out. */
  moreOutcomes: boolean
  /** `before` of the page with older events; null when there is none. */
  next_before: number | null
}

/** @param scope of one session alone @param before only its events with a lower seq */
export async function sessionTimeline(
  snapshot: Snapshot,
  scope: Scope,
  before: number | undefined,
): Promise<SessionTimeline> {
  const { events, next_before } = await recent(snapshot, scope, { limit: EVENTS_OF_PAGE, before })
  const rows = events.toReversed()
  const outcomes = await outcomesOf(
    snapshot,
    rows.filter(({ event }) => event === 'offered').map(({ seq }) => seq),
  )
  const entries = entriesOf(rows, outcomes)
  const shown = entries.flatMap((entry) => [entry.event, ...(entry.kind === 'offer' ? entry.outcomes : [])])
  return {
    entries,
    settled: await settledRows(
      snapshot,
      shown.map(({ seq }) => seq),
    ),
    events: rows.length,
    first: rows[0] ?? null,
    last: rows.at(-1) ?? null,
    moreOutcomes: outcomes.more,
    next_before,
  }
}

/** An outcome of an offer among the rows is told there, and every other event in its own place. */
function entriesOf(rows: readonly EventRow[], { of }: Pick<Outcomes, 'of'>): TimelineEntry[] {
  const told = new Set([...of.values()].flat().map(({ seq }) => seq))
  return rows.flatMap((event): TimelineEntry[] => {
    if (event.event === 'offered') return [{ kind: 'offer', event, outcomes: of.get(event.seq) ?? [] }]
    if (event.event === 'withheld') return [{ kind: 'withheld', event }]
    if (told.has(event.seq)) return []
    return [{ kind: event.resolution === 'orphan' ? 'orphan' : 'answer', event }]
  })
}
