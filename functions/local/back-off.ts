// How long to wait before a child that died is started again: at once after a long life, longer after each short one.

const FIRST_MS = 100
const LONGEST_MS = 5_000
/** A child that served this long was well: what killed it is not what it does at its start. */
const WELL_MS = 1_000

/** @returns a function from how long the child served (ms; 0 when it never did) to how long to wait now (ms) */
export function backOff(): (servedMs: number) => number {
  let next = 0
  return (servedMs) => {
    if (servedMs >= WELL_MS) next = 0
    const wait = next
    next = Math.min(LONGEST_MS, Math.max(FIRST_MS, next * 2))
    return wait
  }
}
