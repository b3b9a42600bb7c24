// An open-addressed hash table of ids: lines of eight slots, each a fingerprint of an id and its event's place. A probe
// begins at the first slot of a line and ends at an empty slot. The same lines lie in memory and in files.
// It must never be filled further than its FILL: probes would become long.
import { HASH_WORDS } from './half-sip-hash.ts'

/** Slots of a line: 64 bytes, what a processor and a file are read by. */
export const LINE_SLOTS = 8
const SLOT_WORDS = 2
/** 32-bit words of a line. */
export const LINE_WORDS = LINE_SLOTS * SLOT_WORDS
export const LINE_BYTES = LINE_WORDS * Uint32Array.BYTES_PER_ELEMENT
/** Of the slots, how many are filled at most: above that the lines overflow into each other. */
const FILL = 0.75
/**
 * Places kept for one fingerprint of one line: so many different ids never share both, but one id may stand in a ledger
 * of the original system any number of times, and each would be probed past all those before it.
 */
const SAME_PLACES = 8

/** How many ids a table of so many slots takes. */
export const capacityOf = (slots: number): number => Math.floor(slots * FILL)

/** Which line the probe for a hash begins at, of so many. */
export const lineOf = (hashes: Uint32Array, n: number, lines: number): number =>
  (hashes[n * HASH_WORDS + 1] as number) & (lines - 1)

export const fingerprintOf = (hashes: Uint32Array, n: number): number => hashes[n * HASH_WORDS] as number

/**
 * Reads a line that begins at the word `from`.
 * @param found is told the place of each slot with this fingerprint
 * @returns whether the probe ends in this line
 */
export function probeLine(
  words: Uint32Array,
  from: number,
  fingerprint: number,
  found: (place: number) => void,
): boolean {
  for (let at = from; at < from + LINE_WORDS; at += SLOT_WORDS) {
    const place = words[at + 1] as number
    if (place === 0) return true
    if (words[at] === fingerprint) found(place)
  }
  return false
}

export class IdTable {
  /** All lines; what is written to a file. */
  readonly words: Uint32Array
  readonly #lines: number

  /** @param slots a power of two, eight at least  @param words the lines as they were kept */
  constructor(slots: number, words = new Uint32Array(slots * SLOT_WORDS)) {
    this.words = words
    this.#lines = slots / LINE_SLOTS
  }

  /** @param first the place of the first hash; places count from 1 */
  insert(hashes: Uint32Array, first: number): void {
    const { words } = this
    const mask = words.length - 1
    for (let n = 0; n < hashes.length / HASH_WORDS; n += 1) {
      const fingerprint = fingerprintOf(hashes, n)
      let at = lineOf(hashes, n, this.#lines) * LINE_WORDS
      let same = 0
      while (words[at + 1] !== 0 && same < SAME_PLACES) {
        if (words[at] === fingerprint) same += 1
        at = (at + SLOT_WORDS) & mask
      }
      if (same === SAME_PLACES) continue
      words[at] = fingerprint
      words[at + 1] = first + n
    }
  }

  /** @param found is told the places at which one of the hashed ids may stand */
  find(hashes: Uint32Array, found: (place: number) => void): void {
    for (let n = 0; n < hashes.length / HASH_WORDS; n += 1) {
      const fingerprint = fingerprintOf(hashes, n)
      const first = lineOf(hashes, n, this.#lines)
      for (let line = first; ; line = (line + 1) & (this.#lines - 1))
        if (probeLine(this.words, line * LINE_WORDS, fingerprint, found)) break
    }
  }
}
