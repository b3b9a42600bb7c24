// From "these events differ" to which of them do, with few questions: by thousandths of the range, then one by one.
import type { Range } from '../../published/names.ts'
import { DIGEST_PARTS } from '../ledger/digest.ts'
import { type Difference, eventsText } from './difference.ts'

/** Parts of a chunk that are looked at event by event; beyond them, a part is named whole. */
const MAX_NARROWED = 5

/** What is wrong with a part. `whole`: with each of its events, so that there is nothing to narrow. */
export type Found = Range & { what: string; whole: boolean }

/**
 * @param ask gives what is wrong in a range, in parts of `step` events
 * @returns one difference for each run of neighbours with which the same is wrong
 */
export async function narrowed(
  ask: (range: Range, step: number) => Promise<Found[]>,
  range: Range,
): Promise<Difference[]> {
  const size = range.last - range.first + 1
  let parts = await ask(range, size)
  if (parts.some((part) => !part.whole) && size > DIGEST_PARTS)
    parts = await ask(range, Math.ceil(size / DIGEST_PARTS))
  const found: Found[] = []
  let questions = 0
  for (const part of parts) {
    const open = !part.whole && part.last > part.first && questions < MAX_NARROWED
    if (open) questions += 1
    found.push(...(open ? await ask(part, 1) : [part]))
  }
  return runsOf(found).map(({ first, last, what }) => ({
    first_seq: first,
    last_seq: last,
    message: `${eventsText(first, last)}: ${what}`,
  }))
}

function runsOf(found: readonly Found[]): Found[] {
  const runs: Found[] = []
  for (const one of found) {
    const run = runs.at(-1)
    if (run && run.what === one.what && run.last + 1 === one.first) run.last = one.last
    else runs.push({ ...one })
  }
  return runs
}
