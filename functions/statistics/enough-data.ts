// When there is enough to compare, and how much is missing. An interval from less would mean nothing: it is not shown.
import type { Interval } from './estimate.ts'

/** Sessions of each arm at least: fewer say hardly anything of how sessions vary. */
export const LEAST_SESSIONS = 8
/** np and n(1 − p) must each be above it, or a rate is not yet normal enough. */
export const LEAST_COUNT = 5

/** What one arm has so far. `counts`: everything whose number must be above LEAST_COUNT. */
export type Gathered = { sessions: number; counts: readonly number[] }

export const hasEnough = ({ sessions, counts }: Gathered): boolean =>
  sessions >= LEAST_SESSIONS && counts.every((count) => count > LEAST_COUNT)

/**
 * About how many more sessions, both arms together and split as they are, until each arm has enough if its counts
 * go on growing as they did. Of what was not seen yet the next session is taken to bring the first: "at least".
 */
export function sessionsUntilEnough(arms: readonly [Gathered, Gathered]): number {
  const all = arms[0].sessions + arms[1].sessions
  const oneIsEmpty = arms.some(({ sessions }) => sessions === 0)
  const missing = arms.map(({ sessions, counts }) => {
    const needed = Math.max(LEAST_SESSIONS, ...counts.map((count) => sessionsFor(count, sessions)))
    return (needed - sessions) / (oneIsEmpty ? 1 / 2 : sessions / all)
  })
  return aboutUp(Math.max(0, ...missing))
}

/** Sessions in which a count that came to this in so many will be above LEAST_COUNT. */
const sessionsFor = (count: number, sessions: number): number =>
  (LEAST_COUNT + 1) * (count === 0 ? sessions + 1 : sessions / count)

/**
 * About how many more sessions, both arms together, until the 95 % interval reaches no further than `minimal` to
 * either side, at the variance seen so far (which makes its width fall with the square root of the sessions).
 * @param sessions of both arms so far  @param minimal above 0  @returns 0 when it is that narrow now
 */
export function sessionsUntilNarrow([low, high]: Interval, sessions: number, minimal: number): number {
  const reach = (high - low) / 2
  return aboutUp(Math.max(0, sessions * ((reach / minimal) ** 2 - 1)))
}

/** Up to two digits that say something: 1,234 is about 1,300. */
function aboutUp(n: number): number {
  const step = 10 ** Math.max(0, Math.ceil(Math.log10(n + 1)) - 2)
  return Math.ceil(n / step) * step
}
