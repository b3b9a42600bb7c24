// Walks through the fields of a batch, as `Bulk.read` gives them: a line an event, fields with tabs between them.
// It must never give a part of the whole: that would keep all of it in memory.

const [TAB, NEWLINE, ZERO] = [9, 10, 48]
/** Texts seen of late, each at the place of its hash, so that one that comes again is not made again. A power of two. */
const PLACES = 8_192
const FNV_PRIME = 0x01000193

export class TextFields {
  readonly #bytes: Buffer
  #at = 0
  #passedFrom = 0
  readonly #texts: string[] = new Array(PLACES).fill('')
  /** Where in the bytes they stood. */
  readonly #starts = new Int32Array(PLACES)
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Its bytes one by one: ids are ASCII, and JSON is decoded by whoever reads it. */
  text(): string {
    const bytes = this.#bytes
    const from = this.#at
    let to = from
    let hash = 0
    for (let byte = bytes[to] as number; byte !== TAB && byte !== NEWLINE; byte = bytes[++to] as number)
      hash = Math.imul(hash ^ byte, FNV_PRIME)
    this.#at = to + 1
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1)
    const there = this.#texts[place] as string
    if (there.length === to - from && this.#same(this.#starts[place] as number, from, to)) return there
    const text = bytes.toString('latin1', from, to)
    this.#texts[place] = text
    this.#starts[place] = from
    return text
  }

  /** Of a text that hardly comes again: it is not looked for among those seen of late. */
  rare(): string {
    const from = this.#at
    const to = this.#bytes.indexOf(TAB, from)
    this.#at = to + 1
    return from === to ? '' : this.#bytes.toString('latin1', from, to)
  }

  /** Passes over a text that is hardly ever asked for. */
  pass(): void {
    this.#passedFrom = this.#at
    this.#at = this.#bytes.indexOf(TAB, this.#at) + 1
  }

  /** The text passed over last. */
  passed(): string {
    return this.#bytes.toString('utf8', this.#passedFrom, this.#bytes.indexOf(TAB, this.#passedFrom))
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

  #same(start: number, from: number, to: number): boolean {
    const bytes = this.#bytes
    for (let at = from; at < to; at += 1) if (bytes[at] !== bytes[start + at - from]) return false
    return true
  }
}
