// How long to wait before a child that died is started again: at once after a long life, longer after each short one.

const FIRST_MS = 100
const LONGEST_MS = 5_000
/** A child that lived this long was well. */
const WELL_MS = 10_000

/** @returns a function from how long the child lived (ms) to how long to wait now (ms) */
export function backOff(): (livedMs: number) => number {
  let next = 0
  return (livedMs) => {
    if (livedMs >= WELL_MS) next = 0
    const wait = next
    next = Math.min(LONGEST_MS, Math.max(FIRST_MS, next * 2))
    return wait
  }
}
