// Makes one segment durable under its final names. Nothing lists it yet: that is the manifest's step.
import { rename, rm } from 'node:fs/promises'
import type { Segment } from '../../published/manifest.ts'
import { segmentNames, TEMPORARY_SUFFIX } from '../../published/names.ts'
import { syncDirectory, syncFile } from '../durable.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Publication } from './publication.ts'
import type { AtStep } from './steps.ts'

export type Range = { first: number; last: number }

/** Leaves no file behind when it fails. */
export async function writeSegment(
  { ledger, publication, atStep }: { ledger: Ledger; publication: Publication; atStep: AtStep },
  range: Range,
): Promise<Segment> {
  const names = segmentNames(range)
  const finals = { events: publication.path(names.events), rollup: publication.path(names.rollup) }
  const drafts = { events: finals.events + TEMPORARY_SUFFIX, rollup: finals.rollup + TEMPORARY_SUFFIX }
  try {
    const facts = await ledger.exportSegment(range, drafts)
    await atStep('segment-written')
    const [events, rollup] = [await syncFile(drafts.events), await syncFile(drafts.rollup)]
    await atStep('segment-synced')
    await rename(drafts.events, finals.events)
    await rename(drafts.rollup, finals.rollup)
    await atStep('segment-named')
    await syncDirectory(publication.directory)
    await atStep('segment-names-synced')
    return {
      first_seq: range.first,
      last_seq: range.last,
      ...facts,
      events: { name: names.events, ...events },
      rollup: { name: names.rollup, ...rollup },
    }
  } catch (error) {
    for (const path of [...Object.values(drafts), ...Object.values(finals)]) await rm(path, { force: true })
    throw error
  }
}
