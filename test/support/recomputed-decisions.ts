// Time to decision by the book, over plain rows: what the report's estimate is compared with.
// Nothing of the code under test is used.
import { type Asked, type LogRow, recomputed } from './recomputed.ts'

/** The second that stands for a bin: exact below 200, then the middle of one of 50 to 100 linear steps per octave. */
function binned(seconds: number): number {
  if (seconds < 200) return seconds
  const width = 2 ** Math.floor(Math.log2(Math.floor(seconds / 50)))
  return Math.floor(seconds / width) * width + width / 2
}

/** The share undecided after each time with a decision, as Kaplan and Meier wrote it down. */
function byTheBook(offers: { after: number; decided: boolean }[]): [after: number, undecided: number][] {
  const times = [...new Set(offers.filter(({ decided }) => decided).map(({ after }) => after))]
  let undecided = 1
  return times
    .sort((a, b) => a - b)
    .map((time) => {
      const watched = offers.filter(({ after }) => after >= time).length
      const decisions = offers.filter(({ after, decided }) => decided && after === time).length
      undecided *= 1 - decisions / watched
      return [time, undecided]
    })
}

/**
 * @param now epoch milliseconds, up to which open offers were watched
 * @returns counts of offers, and in per cent the share decided after each time with a decision
 */
export function recomputedDecisions(rows: readonly LogRow[], asked: Asked, now: number) {
  const { resolved, open } = recomputed(rows, asked)
  const ended = resolved.map(({ row, outcome }) => ({
    after: binned(Math.floor(((outcome as LogRow).ts - row.ts) / 1000)),
    decided: outcome?.event !== 'timeout',
  }))
  const decided = ended.filter((one) => one.decided).length
  const curve = byTheBook([
    ...ended,
    ...open.map(({ row }) => ({ after: Math.floor((now - row.ts) / 1000), decided: false })),
  ])
  return {
    counts: {
      offers: ended.length + open.length,
      decided,
      timed_out: ended.length - decided,
      open: open.length,
    },
    curve: curve.map(([after_s, undecided]) => ({ after_s, decided_share: 100 * (1 - undecided) })),
  }
}
