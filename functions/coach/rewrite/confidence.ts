// What was done to a text, and how sure the coach is that its suggestion can be sent as it stands: 1 where nothing was found, less the more of the
// agent's own words had to go. It says nothing of how sure a violation is.

/** What each step leaves, from what changes least to what changes most. */
const AFTER = {
  masked: 0.97, // a placeholder stands for a number
  disclosed: 0.93, // a sentence was added, none changed
  reworded: 0.88, // words of the file's own wordings
  shortened: 0.7, // a clause or some words left out
  replaced: 0.55, // another sentence in the place of one
  dropped: 0.3, // a sentence left out
  'given up': 0.1, // nothing of the draft is left
} as const
export type Step = keyof typeof AFTER

/** Each further step takes so much, to at most ten. */
const FURTHER = 0.02
const MOST_FURTHER = 10

/** @returns 0..1, with two decimals */
export function confidenceOf(steps: readonly Step[]): number {
  const least = steps.reduce((left, step) => Math.min(left, AFTER[step]), 1)
  const further = Math.min(Math.max(0, steps.length - 1), MOST_FURTHER) * FURTHER
  return Math.round(Math.max(0.05, least - further) * 100) / 100
}
