// HalfSipHash-2-4 (Aumasson, Bernstein) with 64 bits of result: a keyed hash for 32-bit arithmetic. Whoever does not
// know the key cannot choose ids that fall on one place of a table.

/** 64 random bits, as two words. */
export type HashKey = readonly [number, number]

/** Words of an id, and of its hash. */
const ID_WORDS = 4
export const HASH_WORDS = 2

/** What each pair of rounds takes in: the four words of the id, its length in bytes, and what ends each half. */
const LENGTH = 16 << 24

/** @param ids four words each  @returns two words for each id */
export function halfSipHash([k0, k1]: HashKey, ids: Uint32Array): Uint32Array {
  const hashes = new Uint32Array((ids.length / ID_WORDS) * HASH_WORDS)
  for (let from = 0, to = 0; from < ids.length; from += ID_WORDS, to += HASH_WORDS) {
    let v0 = k0 | 0
    let v1 = (k1 ^ 0xee) | 0 // says that 64 bits are wanted
    let v2 = 0x6c79_6765 ^ k0
    let v3 = 0x7465_6462 ^ k1
    // Two rounds for each of five words, four for the first half of the result, four for the second.
    for (let pair = 0; pair < 9; pair += 1) {
      const word = pair < ID_WORDS ? (ids[from + pair] as number) | 0 : pair === ID_WORDS ? LENGTH : 0
      v3 ^= word
      for (let round = 0; round < 2; round += 1) {
        v0 = (v0 + v1) | 0
        v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
        v0 = (v0 << 16) | (v0 >>> 16)
        v2 = (v2 + v3) | 0
        v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
        v0 = (v0 + v3) | 0
        v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
        v2 = (v2 + v1) | 0
        v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
        v2 = (v2 << 16) | (v2 >>> 16)
      }
      v0 ^= word
      if (pair === 4) v2 ^= 0xee
      else if (pair === 6) {
        hashes[to] = v1 ^ v3
        v1 ^= 0xdd
      }
    }
    hashes[to + 1] = v1 ^ v3
  }
  return hashes
}
