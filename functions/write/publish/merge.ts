// Puts one file in the place of several, in what is published. Nothing damaged is ever copied: a damaged file is
// published once more from the ledger, which is the record.
import type { Logger } from 'pino'
import { sha256Of } from '../../published/checksum.ts'
import { type Coarse, filesOfCoarse, type PublishedFile, type Segment } from '../../published/manifest.ts'
import type { Publication } from './publication.ts'
import { coarseFrom, segmentFromLedger, segmentFromSegments, type Workshop } from './segment-writer.ts'

export type Repair = Workshop & { log: Logger }

/** Merges neighbouring segments, oldest first. */
export async function merge(workshop: Repair, run: readonly Segment[]): Promise<void> {
  const sound = await areSound(workshop, pairsOf(run))
  const range = { first: run[0]?.first_seq as number, last: run.at(-1)?.last_seq as number }
  const merged = sound ? await segmentFromSegments(workshop, run) : await segmentFromLedger(workshop, range)
  const made = [merged.events, merged.rollup]
  await workshop.publication.list(made, ({ segments, written }) => ({
    segments: [
      ...segments.filter((segment) => segment.last_seq < merged.first_seq),
      merged,
      ...segments.filter((segment) => segment.first_seq > merged.last_seq),
    ],
    retired: workshop.publication.retire(pairsOf(run)),
    written: { ...written, merged: written.merged + bytesOf(made) },
  }))
}

/** Makes one coarse rollup of the newest ones and the segments after them. */
export async function coarsen(
  workshop: Repair,
  plan: { coarse: readonly Coarse[]; segments: readonly Segment[] },
): Promise<void> {
  const { publication } = workshop
  const rollups = plan.segments.map((segment) => segment.rollup)
  if (!(await areSound(workshop, rollups))) return merge(workshop, plan.segments)
  const older = plan.coarse.flatMap(filesOfCoarse)
  if (!(await areSound(workshop, older)))
    return withoutCoarse(publication, publication.manifest.coarse.length - plan.coarse.length)
  const made = await coarseFrom(workshop, plan.coarse, plan.segments)
  await publication.list(filesOfCoarse(made), ({ coarse, written }) => ({
    coarse: [...coarse.slice(0, coarse.length - plan.coarse.length), made],
    retired: publication.retire(older),
    written: { ...written, merged: written.merged + bytesOf(filesOfCoarse(made)) },
  }))
}

/** Gives up the coarse rollups from one on: they are made again from the segments' rollups by the next plans. */
export const withoutCoarse = (publication: Publication, from: number): Promise<void> =>
  publication.change(({ coarse }) => ({
    coarse: coarse.slice(0, from),
    retired: publication.retire(coarse.slice(from).flatMap(filesOfCoarse)),
  }))

export const isDamaged = (one: Segment | Coarse, names: ReadonlySet<string>): boolean =>
  ('events' in one ? pairsOf([one]) : filesOfCoarse(one)).some(({ name }) => names.has(name))

const pairsOf = (run: readonly Segment[]) => run.flatMap(({ events, rollup }) => [events, rollup])
const bytesOf = (files: readonly PublishedFile[]) => files.reduce((sum, file) => sum + file.bytes, 0)

async function areSound({ publication, log }: Repair, files: readonly PublishedFile[]): Promise<boolean> {
  for (const file of files) {
    const found = await sha256Of(publication.path(file.name)).catch(() => null)
    if (found === file.sha256) continue
    log.error({ file: file.name }, 'a published file was damaged or is gone: published again from the ledger')
    return false
  }
  return true
}
