// One event in full: its row, what was settled about it, and the events that it belongs together with.
import { type EventRow, eventRows } from '../recent.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { outcomesOf } from './outcomes.ts'
import { type SettledRow, settledRows } from './settled.ts'

export type OneEvent = {
  event: EventRow
  settled: SettledRow
  /** Of an outcome: the offer it answers. */
  offer: EventRow | null
  /** Of an offer: in the order in which they came; those that are left out are repeats. */
  outcomes: EventRow[]
  moreOutcomes: boolean
  /** What was settled about the first outcome: what became of the offer's violations. */
  fate: SettledRow | null
}

/** @returns null when the log has no such event, or not yet */
export async function oneEvent(snapshot: Snapshot, seq: number): Promise<OneEvent | null> {
  const [[event], own] = await Promise.all([eventRows(snapshot, [seq]), settledRows(snapshot, [seq])])
  const settled = own.get(seq)
  if (event === undefined || settled === undefined) return null
  const [outcomes, [offer]] = await Promise.all([
    outcomesOf(snapshot, event.event === 'offered' ? [seq] : []),
    eventRows(snapshot, event.offer_seq === null ? [] : [event.offer_seq]),
  ])
  const answers = outcomes.of.get(seq) ?? []
  const first = answers.find(({ resolution }) => resolution === 'first')
  const fate = first && (await settledRows(snapshot, [first.seq])).get(first.seq)
  return {
    event,
    settled,
    offer: offer ?? null,
    outcomes: answers,
    moreOutcomes: outcomes.more,
    fate: fate ?? null,
  }
}
