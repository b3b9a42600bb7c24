// What verifying finds: differences, bounded in number; and how a file that the running writer has replaced is told
// from a lost one.

/** More are counted, not kept: what to do about them is the same. */
const MAX_KEPT = 100

/** One thing that does not hold. `file` is a name in the published folder; the range is of events (seq). */
export type Difference = { file?: string; first_seq?: number; last_seq?: number; message: string }

/** A file is not there any more because the running writer has replaced it: look at the newest manifest. */
export class Replaced extends Error {
  override name = 'Replaced'
}

export const eventsText = (first: number, last: number) =>
  first === last ? `event ${first}` : `events ${first}-${last}`

/** Differences in the order in which they were found, each once. */
export class Findings {
  readonly #found = new Map<string, Difference>()
  readonly files = new Set<string>()
  /** How many were found beyond those kept. */
  more = 0

  add(differences: readonly Difference[]): void {
    for (const difference of differences) {
      if (difference.file !== undefined) this.files.add(difference.file)
      if (this.#found.has(difference.message)) continue
      if (this.#found.size < MAX_KEPT) this.#found.set(difference.message, difference)
      else this.more += 1
    }
  }

  get list(): Difference[] {
    return [...this.#found.values()]
  }
}
