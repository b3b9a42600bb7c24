// Which process of a product is killed next, and when: all of it from a seed.
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { drawn } from '../../support/drawn.ts'

/** `writer twice`: again while the next one starts, `againMs` after it was there. */
export type Kill = { victim: keyof typeof SHARES; afterMs: number; againMs: number; which: number }

/** How often each victim is chosen, the writer most of all. */
const SHARES = { writer: 0.65, 'writer twice': 0.1, report: 0.17, supervisor: 0.08 }
/** The longest that a kill comes after a next writer is there. */
const AGAIN_MS = 1_000

/** @param mostAfterMs the longest that a kill comes after the product is under load again */
export function drawKills(seed: number, count: number, mostAfterMs: number): Kill[] {
  const random = mulberry32(seed)
  return Array.from({ length: count }, () => ({
    victim: drawn(SHARES, random()),
    afterMs: random() * mostAfterMs,
    againMs: random() * AGAIN_MS,
    which: random(),
  }))
}
