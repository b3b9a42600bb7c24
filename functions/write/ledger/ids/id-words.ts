// Ids as numbers: a UUID is four 32-bit words, in the order in which DuckDB stores them (the last digits first, and the
// highest bit of the first ones flipped), so that ids read in bulk from the ledger need no conversion.

export const WORDS_AN_ID = 4
const FLIPPED = 0x8000_0000

/** The value of a hexadecimal digit, of either case, by its character code: letters have bit 6. */
const digit = (code: number) => (code & 15) + 9 * (code >> 6)

const byte = (id: string, at: number) => (digit(id.charCodeAt(at)) << 4) | digit(id.charCodeAt(at + 1))

/** Four words for each UUID, which is in its usual form of 36 characters. */
export function idWords(ids: readonly string[]): Uint32Array {
  const words = new Uint32Array(ids.length * WORDS_AN_ID)
  ids.forEach((id, n) => {
    const to = n * WORDS_AN_ID
    words[to] = (byte(id, 28) << 24) | (byte(id, 30) << 16) | (byte(id, 32) << 8) | byte(id, 34)
    words[to + 1] = (byte(id, 19) << 24) | (byte(id, 21) << 16) | (byte(id, 24) << 8) | byte(id, 26)
    words[to + 2] = (byte(id, 9) << 24) | (byte(id, 11) << 16) | (byte(id, 14) << 8) | byte(id, 16)
    words[to + 3] = ((byte(id, 0) << 24) | (byte(id, 2) << 16) | (byte(id, 4) << 8) | byte(id, 6)) ^ FLIPPED
  })
  return words
}
