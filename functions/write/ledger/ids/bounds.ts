// How far back ids are recognised, what that may cost, and where it is kept.

export type IdBounds = {
  /** Slots of a table, a power of two. Two tables are in memory at most: the newest, and the one being written. */
  slots: number
  /** An id is recognised among so many of the newest events at least, … */
  reachEvents: number
  /** … and for so many milliseconds at least, whichever reaches further back. */
  reachMs: number
  /** Events that a stop writes to a file, so that the next start need not read them again; fewer are read sooner. */
  worthKeeping: number
}

export const ID_BOUNDS: IdBounds = {
  slots: 2 ** 23, // 64 MB, 6.3 million events
  reachEvents: 10_000_000,
  reachMs: 24 * 60 * 60 * 1000,
  worthKeeping: 1_500_000, // about half a second to read
}

/** The folder of the index: it is made from the ledger, and again wherever it is missing or damaged. */
export const idFolder = (ledgerFile: string) => `${ledgerFile}.ids`

/** Events whose ids are read from the ledger at a time: one of its row groups, 2 MB, about 20 ms. */
export const READ_EVENTS = 122_880
