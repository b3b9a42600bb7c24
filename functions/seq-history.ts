// What the writer held a while ago: whether a snapshot lacks an event for longer than publishing ever takes.
// It must never take an event of this moment for one that is late.

/** A snapshot may lack an event this long: twice the longest PUBLISH_INTERVAL_MS. */
export const LATE_MS = 120_000

export class SeqHistory {
  /** In order of time, each with a higher seq than the one before; the first is the newest that is LATE_MS old. */
  #seen: { seq: number; at: number }[] = []

  /** @param seq the newest event that the writer holds @param at ms of a clock that nobody sets; one entry a check at most, so some 120 */
  note(seq: number, at: number): void {
    if (seq !== this.#seen.at(-1)?.seq) this.#seen.push({ seq, at })
    const old = this.#seen.findLastIndex((one) => one.at <= at - LATE_MS)
    this.#seen = this.#seen.slice(Math.max(0, old))
  }

  /** Whether the writer held an event after `seq` for LATE_MS already. */
  lacks(seq: number, now: number): boolean {
    return this.#seen.some((one) => one.at <= now - LATE_MS && one.seq > seq)
  }
}
