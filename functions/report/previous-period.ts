// The period before: what the figures of a period are compared with. Pure: log and clock are handed in.
// It must never compare a period that has only begun with a whole one.
import { DateTime } from 'luxon'
import type { Scope } from './scope.ts'

/** Half-open, epoch milliseconds. */
export type Span = { from: number; to: number }

/**
 * Why there is nothing to compare with: the period has no beginning; nothing was published since it began; the log
 * begins with it, or later.
 */
export const NO_PREVIOUS = ['open_ended', 'nothing_yet', 'no_earlier_data'] as const
export type NoPrevious = (typeof NO_PREVIOUS)[number]

/** What is known of the log, epoch milliseconds: when its first event came, when the snapshot was published. */
export type LogTimes = { firstEvent: number; publishedAt: number }

/** Whole local days between two midnights of the zone; null when either is none. */
function wholeDays(from: DateTime, to: DateTime): number | null {
  const isMidnight = (at: DateTime) => at.toMillis() === at.startOf('day').toMillis()
  if (!isMidnight(from) || !isMidnight(to)) return null
  const calendar = (at: DateTime) => DateTime.utc(at.year, at.month, at.day)
  return calendar(to).diff(calendar(from), 'days').days
}

/**
 * As many local days before, where the period is whole local days of its zone (they may have 23 or 25 hours), else as
 * many milliseconds. A period that has not ended ends, for this, when the snapshot was published.
 * @param now epoch ms
 */
export function previousPeriod(
  { from, to, zone }: Pick<Scope, 'from' | 'to' | 'zone'>,
  { firstEvent, publishedAt }: LogTimes,
  now: number,
): Span | NoPrevious {
  if (from === null) return 'open_ended'
  if (publishedAt <= from) return 'nothing_yet'
  const end = to !== null && to <= now ? to : Math.min(publishedAt, to ?? publishedAt)
  if (from <= firstEvent) return 'no_earlier_data'
  const begins = DateTime.fromMillis(from, { zone })
  const days = wholeDays(begins, DateTime.fromMillis(end, { zone }))
  const before = days === null ? from - (end - from) : begins.minus({ days }).startOf('day').toMillis()
  return { from: before, to: from }
}
