// Makes published files durable under their final names. Nothing lists them yet: that is the manifest's step.
import { rename, rm } from 'node:fs/promises'
import type { Coarse, PublishedFile, Segment } from '../../published/manifest.ts'
import { coarseNames, type Range, segmentNames, TEMPORARY_SUFFIX } from '../../published/names.ts'
import { syncDirectory, syncFile } from '../durable.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SegmentFacts } from './compaction.ts'
import type { Compactor } from './compactor.ts'
import type { Publication } from './publication.ts'
import { COARSE_KINDS } from './rollups.ts'
import type { AtStep } from './steps.ts'

export type Workshop = {
  table: Ledger['table']
  compactor: Compactor
  publication: Publication
  atStep: AtStep
}

/** Lets `write` fill files under temporary names, then names them. Leaves no file behind when it fails. */
async function durably<T>(
  { publication, atStep }: Workshop,
  names: readonly string[],
  write: (drafts: string[]) => Promise<T>,
): Promise<{ files: PublishedFile[]; result: T }> {
  const finals = names.map((name) => publication.path(name))
  const drafts = finals.map((path) => path + TEMPORARY_SUFFIX)
  try {
    const result = await write(drafts)
    await atStep('segment-written')
    const files = await Promise.all(
      drafts.map(async (draft, index) => ({ name: names[index] as string, ...(await syncFile(draft)) })),
    )
    await atStep('segment-synced')
    for (const [index, draft] of drafts.entries()) await rename(draft, finals[index] as string)
    await atStep('segment-named')
    await syncDirectory(publication.directory)
    await atStep('segment-names-synced')
    return { files, result }
  } catch (error) {
    for (const path of [...drafts, ...finals]) await rm(path, { force: true })
    throw error
  }
}

async function segment(
  workshop: Workshop,
  range: Range,
  write: (events: string, rollup: string) => Promise<SegmentFacts>,
): Promise<Segment> {
  const names = segmentNames(range)
  const { files, result } = await durably(workshop, [names.events, names.rollup], ([events, rollup]) =>
    write(events as string, rollup as string),
  )
  const [events, rollup] = files as [PublishedFile, PublishedFile]
  return { first_seq: range.first, last_seq: range.last, ...result, events, rollup }
}

/** A segment of what the ledger holds. */
export const segmentFromLedger = (workshop: Workshop, range: Range): Promise<Segment> =>
  segment(workshop, range, async (events, rollup) => {
    await workshop.table.exportEvents(range, events)
    return workshop.compactor.rollup(events, range, rollup)
  })

/** One segment of neighbouring ones whose files are known to be good. */
export const segmentFromSegments = (workshop: Workshop, run: readonly Segment[]): Promise<Segment> => {
  const { publication, compactor } = workshop
  const range = rangeOf(run)
  return segment(workshop, range, async (events, rollup) => {
    const expected = range.last - range.first + 1
    const rows = await compactor.mergeEvents(
      expected,
      run.map((one) => publication.path(one.events.name)),
      events,
    )
    if (rows !== expected) throw new Error(`merging ${range.first}-${range.last} wrote ${rows} events`)
    await compactor.mergeRollups(
      expected,
      run.map((one) => publication.path(one.rollup.name)),
      rollup,
    )
    const least = (times: string[]) => times.reduce((a, b) => (a < b ? a : b))
    const most = (times: string[]) => times.reduce((a, b) => (a > b ? a : b))
    return {
      rows,
      min_ts: least(run.map((one) => one.min_ts)),
      max_ts: most(run.map((one) => one.max_ts)),
      min_filed_at: least(run.map((one) => one.min_filed_at)),
      max_filed_at: most(run.map((one) => one.max_filed_at)),
    }
  })
}

/** One coarse rollup of some that exist and the segments that follow them. */
export async function coarseFrom(
  workshop: Workshop,
  older: readonly Coarse[],
  segments: readonly Segment[],
): Promise<Coarse> {
  const { publication, compactor } = workshop
  const range = rangeOf([...older, ...segments])
  const names = coarseNames(range)
  const rollups = segments.map((one) => publication.path(one.rollup.name))
  const { files } = await durably(workshop, Object.values(names), async (drafts) => {
    for (const [index, kind] of COARSE_KINDS.entries())
      await compactor.coarsen(
        range.last - range.first + 1,
        kind,
        { rollups, coarse: older.map((one) => publication.path(one[kind].name)) },
        drafts[index] as string,
      )
  })
  const [months, days, agents] = files as [PublishedFile, PublishedFile, PublishedFile]
  return { first_seq: range.first, last_seq: range.last, months, days, agents }
}

const rangeOf = (run: readonly { first_seq: number; last_seq: number }[]): Range => ({
  first: run[0]?.first_seq as number,
  last: run.at(-1)?.last_seq as number,
})
