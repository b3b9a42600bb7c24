// Keeps the published folder small: merges neighbouring segments and deletes files that no snapshot can need.
// It runs beside publishing; it must never delay a commit or take a file from under a reader.
import { rm } from 'node:fs/promises'
import type { Segment } from '../../published/manifest.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { planMerge } from './merge-plan.ts'
import type { Publication } from './publication.ts'
import { writeSegment } from './segment-writer.ts'
import type { AtStep } from './steps.ts'

type Context = {
  ledger: Ledger
  publication: Publication
  atStep: AtStep
  /** Epoch milliseconds. */
  clock: () => number
  /** How long an unlisted file stays for the readers of older snapshots. */
  retiredForMs: number
}

export async function tidy(context: Context): Promise<void> {
  const { publication } = context
  for (
    let run = planMerge(publication.manifest.segments);
    run;
    run = planMerge(publication.manifest.segments)
  )
    await merge(context, run)
  await collect(context)
}

async function merge(context: Context, run: Segment[]): Promise<void> {
  const [oldest, newest] = [run[0] as Segment, run.at(-1) as Segment]
  const merged = await writeSegment(context, { first: oldest.first_seq, last: newest.last_seq })
  const retired_at = new Date(context.clock()).toISOString()
  await context.publication.list(merged, (current) => ({
    watermark: current.watermark,
    segments: [
      ...current.segments.filter((segment) => segment.last_seq < merged.first_seq),
      merged,
      ...current.segments.filter((segment) => segment.first_seq > merged.last_seq),
    ],
    retired: [
      ...current.retired,
      ...run.flatMap((segment) => [segment.events, segment.rollup]).map(({ name }) => ({ name, retired_at })),
    ],
  }))
}

async function collect({ publication, atStep, clock, retiredForMs }: Context): Promise<void> {
  const before = clock() - retiredForMs
  const due = publication.manifest.retired.filter((file) => Date.parse(file.retired_at) <= before)
  if (due.length === 0) return
  for (const file of due) await rm(publication.path(file.name), { force: true })
  await atStep('retired-deleted')
  const gone = new Set(due.map((file) => file.name))
  await publication.change((current) => ({
    ...current,
    retired: current.retired.filter((file) => !gone.has(file.name)),
  }))
}
