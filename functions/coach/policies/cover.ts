// Which words of a text are covered by findings, asked for any stretch of them. Adding and asking cost the same however
// long the stretch is. It must never be added to once it was asked.

export class Cover {
  readonly #begins: Int32Array
  #sums: Int32Array | null = null

  /** @param length words of the text */
  constructor(length: number) {
    this.#begins = new Int32Array(length + 1)
  }

  /** @param to included */
  add(from: number, to: number) {
    this.#begins[from] = (this.#begins[from] as number) + 1
    this.#begins[to + 1] = (this.#begins[to + 1] as number) - 1
  }

  /** Whether a word of from…to (both included) is covered. */
  touches(from: number, to: number): boolean {
    this.#sums ??= coveredBefore(this.#begins)
    return (this.#sums[to + 1] as number) > (this.#sums[from] as number)
  }
}

/** How many words before each are covered. */
function coveredBefore(begins: Int32Array): Int32Array {
  const sums = new Int32Array(begins.length + 1)
  let depth = 0
  for (let at = 0; at < begins.length; at += 1) {
    depth += begins[at] as number
    sums[at + 1] = (sums[at] as number) + (depth > 0 ? 1 : 0)
  }
  return sums
}
