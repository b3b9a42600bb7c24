// The newest events that the filters let through, paged by seq. Reads raw rows: first only what the filters need,
// newest segments first, then the chosen rows.
import { z } from 'zod'
import { EVENT_TYPES } from '../event.ts'
import type { Segment } from '../published/manifest.ts'
import { countSchema, timeSchema } from './figures.ts'
import { type RowFilter, rowFilter } from './row-filter.ts'
import { rowsBySeq } from './rows-by-seq.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const rowsSql = namedQuery('event-rows')

/** A row of the log as reports and exports show it: the columns of event-rows.sql. */
const eventRowSchema = z.object({
  seq: z.int().min(1).describe('Its number in the log, without gaps.'),
  id: z.guid(),
  ts: timeSchema.describe('The server’s own time.'),
  event: z.enum(EVENT_TYPES),
  session_id: z.string(),
  agent_id: z.string().nullable(),
  suggestion_id: z.string().nullable(),
  agent_draft: z.string(),
  suggestion_used: z.string().nullable(),
  policy_refs: z.array(z.string()),
  latency_ms: countSchema,
  ab_test_bucket: z.enum(['on', 'off']),
  occurred_at: timeSchema.nullable(),
  resolution: z
    .enum(['first', 'repeat', 'orphan'])
    .nullable()
    .describe('Of an outcome: the first answer to its offer, a repeat, or without any offer.'),
  offer_seq: z.int().min(1).nullable().describe('Of an outcome: the offer it answers.'),
})
export type EventRow = z.infer<typeof eventRowSchema>

export const recentSchema = z.object({
  events: z.array(eventRowSchema).describe('Newest first.'),
  next_before: z.int().nullable().describe('`before` of the next page; null on the last one.'),
})
export type RecentEvents = z.infer<typeof recentSchema>

/** A page whose rows are rare ends after this long with those found; `next_before` says where to go on. */
const SEARCH_MS = 2_000

/** @param page.before only events with a lower seq  @param page.limit rows at most */
export async function recent(
  snapshot: Snapshot,
  scope: Scope,
  page: { limit: number; before?: number | undefined },
): Promise<RecentEvents> {
  const { seqs, searchedTo } = await searchRows(snapshot, rowFilter(scope), page)
  return {
    events: await eventRows(snapshot, seqs),
    next_before: searchedTo > 1 ? searchedTo : null,
  }
}

/** The rows with these seqs, newest first; a seq that is not in the log has none. */
export const eventRows = (snapshot: Snapshot, seqs: readonly number[]): Promise<EventRow[]> =>
  rowsBySeq<EventRow>(snapshot, rowsSql, seqs)

/** Rows looked at first: common ones are found among these, at an eighth of what a whole segment costs. */
const FIRST_ROWS = 4_096

/** The number at which a segment's events reach a time, if they came evenly, and a little more. */
function aboutWhere({ first_seq, last_seq, min_ts, max_ts, rows }: Segment, time: number | null): number {
  if (time === null) return last_seq + 1
  const [from, to] = [Date.parse(min_ts), Date.parse(max_ts)]
  const share = to > from ? (time - from) / (to - from) : 1
  return Math.min(last_seq + 1, Math.ceil(first_seq + share * rows + FIRST_ROWS / 2))
}

/**
 * In which order segments are searched, newest first: the end of the newest one, the rest of it, and then twice as many
 * segments each time, so that a rare row does not cost a query for each.
 */
function* stretches([newest, ...older]: readonly Segment[], end: number, until: number | null) {
  if (newest === undefined) return
  const tail = Math.min(end, aboutWhere(newest, until)) - FIRST_ROWS
  if (tail > newest.first_seq) yield { segments: [newest], searchedTo: tail }
  yield { segments: [newest], searchedTo: newest.first_seq }
  for (let from = 0, size = 2; from < older.length; from += size, size *= 2) {
    const segments = older.slice(from, from + size)
    yield { segments, searchedTo: segments.at(-1)?.first_seq as number }
  }
}

/** @returns the seqs of the page, newest first; below `searchedTo` nothing was looked at */
export async function searchRows(
  snapshot: Snapshot,
  { where, values, until, mayHold }: RowFilter,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<{ seqs: number[]; searchedTo: number }> {
  const end = Math.min(snapshot.asOf.seq + 1, before ?? Number.POSITIVE_INFINITY)
  if (where === 'true') {
    const count = Math.min(limit, end - 1)
    return {
      seqs: Array.from({ length: Math.max(0, count) }, (_, n) => end - 1 - n),
      searchedTo: end - count,
    }
  }
  const candidates = snapshot.manifest.segments.filter((one) => one.first_seq < end && mayHold(one)).reverse()
  const deadline = performance.now() + SEARCH_MS
  const seqs: number[] = []
  let above = end
  for (const { segments, searchedTo } of stretches(candidates, end, until)) {
    const found = await snapshot.events(
      `SELECT seq::DOUBLE AS seq FROM events WHERE seq >= $first AND seq < $above AND ${where} ORDER BY seq DESC LIMIT ${limit - seqs.length}`,
      segments,
      { ...values, first: BigInt(searchedTo), above: BigInt(above) },
    )
    seqs.push(...found.map((row) => row.seq as number))
    if (seqs.length >= limit) return { seqs, searchedTo: seqs.at(-1) as number }
    if (performance.now() > deadline && segments.at(-1) !== candidates.at(-1)) return { seqs, searchedTo }
    above = searchedTo
  }
  return { seqs, searchedTo: 1 }
}
