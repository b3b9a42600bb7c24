// Remembers what was seen last under its key. Whole generations are forgotten at a time: an eviction of its own for every
// entry costs more than all else that settling does.
// It must never hold more than its bound, nor forget what was seen among the newest entries that it promises.

/** The oldest is forgotten when the newest is full: two full ones are always left. */
const GENERATIONS = 3

/** @typeParam V anything but undefined */
export class Newest<V> {
  readonly #limit: number
  #generations: Map<string, V>[] = []
  #newest = new Map<string, V>()
  #size = 0

  /**
   * @param promised an entry is forgotten only when as many others were seen since; half as many more may be remembered.
   * Another one counts again when it is seen again after a generation.
   */
  constructor(promised: number) {
    this.#limit = Math.ceil(promised / (GENERATIONS - 1))
  }

  /** What was last set under the key; it now counts as just seen. */
  get(key: string): V | undefined {
    const value = this.#newest.get(key)
    if (value !== undefined) return value
    for (const older of this.#generations) {
      const found = older.get(key)
      if (found === undefined) continue
      this.set(key, found)
      return found
    }
    return undefined
  }

  /** Adding to a value that grows is another `set`: each counts as an entry. */
  set(key: string, value: V): void {
    if (this.#size === this.#limit) {
      this.#generations = [this.#newest, ...this.#generations].slice(0, GENERATIONS - 1)
      this.#newest = new Map()
      this.#size = 0
    }
    this.#newest.set(key, value)
    this.#size += 1
  }
}
