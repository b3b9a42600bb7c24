// Where a period lies beside the log: why a report of it may be empty whatever the filters. Pure: the clock is handed in.
// It must never call a period empty: only the figures know that.
import type { Scope } from './scope.ts'

/** `after`: it begins after now; `before`: it ended before the log's first event; `within`: neither. */
export type PlaceInLog = 'before' | 'within' | 'after'

/** @param firstEvent when it came @param now both epoch ms */
export function placeInLog(
  { from, to }: Pick<Scope, 'from' | 'to'>,
  firstEvent: number,
  now: number,
): PlaceInLog {
  if (from !== null && from > now) return 'after'
  return to !== null && to <= firstEvent ? 'before' : 'within'
}
