// The clock of everything that lasts: how long ago, until when, how many in a while. The other one, of the calendar, is set
// forward and back while a process runs.

/** Milliseconds since this process began, whatever is done to the calendar. */
export const monotonic = (): number => performance.now()
