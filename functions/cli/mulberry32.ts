// Chance that can be repeated: the same seed gives the same numbers. For sample data only;
// it must never choose an id or anything else that has to be unpredictable.

/**
 * Tommy Ettinger's mulberry32 (public domain; the JavaScript form is bryc's,
 * https://github.com/bryc/code/blob/master/jshash/PRNGs.md).
 * @returns a function whose every call gives the next number from 0 up to, not including, 1
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
