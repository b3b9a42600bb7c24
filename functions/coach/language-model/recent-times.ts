// How long the last answers took, for their median.

/** Of the last so many. */
const KEPT = 100

export class RecentTimes {
  readonly #kept: number[] = []
  #count = 0

  add(ms: number): void {
    this.#kept[this.#count % KEPT] = ms
    this.#count += 1
  }

  /** In whole milliseconds (nearest rank); null when there are none. */
  median(): number | null {
    const sorted = Float64Array.from(this.#kept).sort()
    const middle = sorted[Math.floor((sorted.length - 1) / 2)]
    return middle === undefined ? null : Math.round(middle)
  }
}
