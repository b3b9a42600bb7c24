// Decides which neighbouring files become one. Pure: lists of files in, a run of them out.
import type { Coarse, Segment } from '../../published/manifest.ts'

/**
 * Segments of one size class that are merged into one of the next: few enough that live files stay few, enough that
 * an event is written again only when its segment becomes twelve times as large (at 100 million events, 4 times).
 */
const FAN_IN = 12
/** Live segments never exceed this (each that a report opens costs it about 0.25 ms); beyond, the cheapest run is merged. */
export const MAX_SEGMENTS = 56
/** Events of the largest segments, about half a gigabyte: larger ones would gain nothing, and take minutes to write. */
const LARGEST = 16_000_000
/**
 * What no coarse rollup holds yet: with more segments a report opens too many files, with more events it sums too long. Of
 * a short log less, or its reports would sum hours where those of a long one sum days.
 */
const MAX_UNCOARSENED = { segments: 8, events: { least: 20_000, share: 0.2, most: 100_000 } }
/** A coarse rollup is written again together with newer ones until it covers this many times what they do. */
const COARSE_RATIO = 10

const sizeClass = (segment: Segment) => Math.floor(Math.log(segment.rows) / Math.log(FAN_IN) + 1e-9)
export const rowsOf = (run: readonly { first_seq: number; last_seq: number }[]) =>
  run.reduce((sum, one) => sum + one.last_seq - one.first_seq + 1, 0)

/**
 * @param segments neighbours, oldest first  @param most how many of them may stay
 * @returns the run to merge (neighbours, oldest first), or null when all is well
 */
export function planMerge(segments: readonly Segment[], most = MAX_SEGMENTS): Segment[] | null {
  const classes = [...new Set(segments.map(sizeClass))].sort((a, b) => a - b)
  for (const size of classes) {
    const run = upToLargest(longestRun(segments, (segment) => sizeClass(segment) <= size))
    if (run.filter((segment) => sizeClass(segment) === size).length >= FAN_IN) return run
  }
  if (segments.length <= Math.max(most, FAN_IN)) return null
  const runs = segments.slice(FAN_IN - 1).map((_, index) => segments.slice(index, index + FAN_IN))
  return runs.reduce((cheapest, run) => (rowsOf(run) < rowsOf(cheapest) ? run : cheapest))
}

/** @returns how many segments are to be merged at once, were there nothing else to do */
export const unmerged = (segments: readonly Segment[]): number => planMerge(segments)?.length ?? 0

/** The oldest of a run that may become one. */
function upToLargest(run: readonly Segment[]): Segment[] {
  let rows = 0
  return run.filter((segment) => {
    rows += segment.rows
    return rows <= LARGEST
  })
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

/** @returns which coarse rollups (the newest) and which segments (those after them) become one, or null */
export function planCoarse(
  coarse: readonly Coarse[],
  segments: readonly Segment[],
): { coarse: Coarse[]; segments: Segment[] } | null {
  const end = coarse.at(-1)?.last_seq ?? 0
  const newer = segments.filter((segment) => segment.first_seq > end)
  const { least, share, most } = MAX_UNCOARSENED.events
  const events = Math.min(most, Math.max(least, share * (segments.at(-1)?.last_seq ?? 0)))
  if (newer.length <= MAX_UNCOARSENED.segments && rowsOf(newer) <= events) return null
  const older: Coarse[] = []
  for (const one of [...coarse].reverse()) {
    if (rowsOf([one]) > COARSE_RATIO * (rowsOf(older) + rowsOf(newer))) break
    older.unshift(one)
  }
  return { coarse: older, segments: newer }
}
