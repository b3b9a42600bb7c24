// Commits, and scans of the newest events, one at a time. DuckDB 1.5.5 ends the whole instance ("INTERNAL Error:
// Attempting to dereference an optional pointer that is not set") when rows are added to a row group in which a scan of
// a LIST column has begun: at full load and with exports all the time about once in a hundred seconds.

/** Runs pieces of work one after the other, in the order in which they came. A failure concerns its own piece alone. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

export function oneAtATime(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }
}

/** Rows are only added to the last row group, of 122,880: events as far back as two of them are safe to scan. */
const SAFE_EVENTS = 2 * 122_880

/** The newest event that can be scanned beside commits. */
export const safeUpTo = (lastSeq: number): number => lastSeq - SAFE_EVENTS
