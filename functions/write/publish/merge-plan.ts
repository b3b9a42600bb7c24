// Decides which neighbouring segments become one. Pure: a list of segments in, a run of them out.
import type { Segment } from '../../published/manifest.ts'

/** Segments of one size class that are merged: few enough that live files stay few, enough that bytes move seldom. */
const FAN_IN = 8
/** Live segments never exceed this (each costs a reader about 65 µs); beyond it the cheapest run is merged. */
export const MAX_SEGMENTS = 56

const sizeClass = (segment: Segment) => Math.floor(Math.log(segment.rows) / Math.log(FAN_IN))
const rowsOf = (run: Segment[]) => run.reduce((sum, segment) => sum + segment.rows, 0)

/** @returns the run to merge (neighbours, oldest first), or null when all is well. */
export function planMerge(segments: readonly Segment[]): Segment[] | null {
  const classes = [...new Set(segments.map(sizeClass))].sort((a, b) => a - b)
  for (const size of classes) {
    const run = longestRun(segments, (segment) => sizeClass(segment) <= size)
    if (run.filter((segment) => sizeClass(segment) === size).length >= FAN_IN && size < 7) return run
  }
  if (segments.length <= MAX_SEGMENTS) return null
  const runs = segments.slice(FAN_IN - 1).map((_, index) => segments.slice(index, index + FAN_IN))
  return runs.reduce((cheapest, run) => (rowsOf(run) < rowsOf(cheapest) ? run : cheapest))
}

function longestRun(segments: readonly Segment[], belongs: (segment: Segment) => boolean): Segment[] {
  let longest: Segment[] = []
  let current: Segment[] = []
  for (const segment of segments) {
    current = belongs(segment) ? [...current, segment] : []
    if (current.length > longest.length) longest = current
  }
  return longest
}
