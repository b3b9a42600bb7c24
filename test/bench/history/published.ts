// What a published folder holds, as its manifest says. It must never guess from the folder's listing.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  filesOfCoarse,
  MANIFEST_FILE,
  type Manifest,
  parseManifest,
} from '../../../functions/published/manifest.ts'
import { TEMPORARY_SUFFIX } from '../../../functions/published/names.ts'
import { planCoarse, planMerge } from '../../../functions/write/publish/merge-plan.ts'

export const readPublished = async (directory: string): Promise<Manifest> =>
  parseManifest(await readFile(join(directory, MANIFEST_FILE), 'utf8'))

/** Whether everything up to `seq` is published and no merge is due or under way. */
export async function isSettled(directory: string, seq: number): Promise<boolean> {
  const { watermark, segments, coarse } = await readPublished(directory)
  const coarseEnd = coarse.at(-1)?.last_seq ?? 0
  if (watermark < seq || planCoarse(coarse, segments) !== null) return false
  // As the writer plans: a merged segment lies wholly inside the coarse rollups or wholly after them.
  const inside = segments.filter((one) => one.last_seq <= coarseEnd)
  const after = segments.filter((one) => one.first_seq > coarseEnd)
  if (planMerge(inside) !== null || planMerge(after) !== null) return false
  return !(await readdir(directory)).some((name) => name.endsWith(TEMPORARY_SUFFIX))
}

export type PublishedFacts = {
  segments: number
  coarse: number
  /** Live files only. */
  eventBytes: number
  rollupBytes: number
  coarseBytes: number
  /** Bytes written in all, for each that was first published. */
  writeAmplification: number
}

export function factsOf({ segments, coarse, written }: Manifest): PublishedFacts {
  const sum = (sizes: number[]) => sizes.reduce((a, b) => a + b, 0)
  return {
    segments: segments.length,
    coarse: coarse.length,
    eventBytes: sum(segments.map(({ events }) => events.bytes)),
    rollupBytes: sum(segments.map(({ rollup }) => rollup.bytes)),
    coarseBytes: sum(coarse.flatMap(filesOfCoarse).map((file) => file.bytes)),
    writeAmplification: (written.first + written.merged) / written.first,
  }
}
