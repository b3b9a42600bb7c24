// Walks through the fields of a batch, as `Bulk.read` gives them: a line an event, fields with tabs between them.

const [TAB, NEWLINE, ZERO] = [9, 10, 48]

/** Each text is a copy: a part of the whole would keep all of it in memory. */
export class TextFields {
  readonly #bytes: Buffer
  #at = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Its bytes one by one: ids are ASCII, and JSON is decoded by whoever reads it. */
  text(): string {
    const bytes = this.#bytes
    const from = this.#at
    let to = from
    while (bytes[to] !== TAB && bytes[to] !== NEWLINE) to += 1
    this.#at = to + 1
    return from === to ? '' : bytes.toString('latin1', from, to)
  }

  /** A whole number that is not negative. */
  number(): number {
    const bytes = this.#bytes
    let value = 0
    for (;;) {
      const byte = bytes[this.#at++] as number
      if (byte === TAB || byte === NEWLINE) return value
      value = value * 10 + (byte - ZERO)
    }
  }
}
