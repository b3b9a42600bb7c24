// What befalls a product's processes next, and when: all of it from a seed.
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'
import { drawn } from '../../support/drawn.ts'

/** `strength` and `which`: 0 to 1, how long or how hard, and which process. */
export type Disturbance = { kind: DisturbanceKind; afterMs: number; strength: number; which: number }
export type DisturbanceKind = keyof typeof SHARES

const SHARES = {
  'writer killed': 0.35,
  'writer killed twice': 0.1,
  'report instance killed': 0.15,
  'writer paused': 0.2,
  'slow disk': 0.2,
}

/** @param mostAfterMs the longest pause before one  @returns one after the other, without end */
export function* drawDisturbances(seed: number, mostAfterMs: number): Generator<Disturbance> {
  const random = mulberry32(seed)
  for (;;)
    yield {
      kind: drawn(SHARES, random()),
      afterMs: random() * mostAfterMs,
      strength: random(),
      which: random(),
    }
}
