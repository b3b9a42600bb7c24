// Checks the coarse rollups: they hold the sums of the segments' rollups, which are checked against the events.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Coarse, filesOfCoarse, type Manifest, type Segment } from '../../published/manifest.ts'
import { parquet } from '../ledger/duck.ts'
import { rowsOf } from '../publish/merge-plan.ts'
import { COARSE_KINDS, type CoarseKind, coarseSql, mergedRollupsSql } from '../publish/rollups.ts'
import type { Difference } from './difference.ts'
import { fileFault, unreadable } from './listed-file.ts'
import { differingSums } from './recount.ts'
import type { Bench } from './segment-check.ts'
import { sumsFault } from './segment-faults.ts'

type Group = { coarse: Coarse[]; segments: Segment[] }

/**
 * Coarse rollups with the segments of just their events. A merged segment may cover the end of one coarse rollup and
 * the beginning of the next: then the two are only right together. Where the manifest has a gap or an overlap, there
 * is nothing to compare with.
 */
function groupsOf({ coarse, segments }: Manifest): Group[] {
  const groups: Group[] = []
  let open: Coarse[] = []
  for (const one of coarse) {
    open.push(one)
    const [first, last] = [open[0]?.first_seq as number, one.last_seq]
    if (!segments.some((segment) => segment.last_seq === last)) continue
    const within = segments.filter((segment) => segment.first_seq >= first && segment.last_seq <= last)
    if (rowsOf(within) === last - first + 1) groups.push({ coarse: open, segments: within })
    open = []
  }
  return groups
}

/**
 * @param faulty names of files already found damaged: nothing is recomputed from them
 * @throws Replaced when a file is gone that the newest snapshot does not list any more
 */
export async function checkCoarse(
  bench: Bench,
  manifest: Manifest,
  faulty: ReadonlySet<string>,
): Promise<Difference[]> {
  const groups = groupsOf(manifest)
  const found: Difference[] = []
  // Rollups merged since their events were checked are new files.
  const files = new Set([
    ...manifest.coarse.flatMap(filesOfCoarse),
    ...groups.flatMap(({ segments }) => segments.map(({ rollup }) => rollup)),
  ])
  for (const file of files) {
    const fault = await fileFault(bench.folder, file)
    if (fault) found.push(fault)
  }
  const unusable = new Set([...faulty, ...found.map(({ file }) => file)])
  for (const { coarse, segments } of groups) {
    const rollups = segments.map(({ rollup }) => rollup.name)
    for (const kind of COARSE_KINDS) {
      const names = coarse.map((one) => one[kind].name)
      if (![...names, ...rollups].some((name) => unusable.has(name)))
        found.push(...(await compared(bench, kind, names, rollups, segments)))
    }
  }
  return found
}

async function compared(
  { folder, connect }: Bench,
  kind: CoarseKind,
  names: string[],
  rollups: string[],
  segments: readonly Segment[],
): Promise<Difference[]> {
  const path = (name: string) => join(folder.directory, name)
  const connection = await connect()
  try {
    const made = coarseSql(kind, parquet(rollups.map(path)), null)
    const differ = await differingSums(connection, made, `(${mergedRollupsSql(parquet(names.map(path)))})`)
    const [first_seq, last_seq] = [segments[0]?.first_seq as number, segments.at(-1)?.last_seq as number]
    return differ ? [sumsFault(names, { first_seq, last_seq }, differ)] : []
  } catch (error) {
    const gone = [...rollups, ...names].find((name) => !existsSync(path(name)))
    return [await unreadable(folder, gone ?? (names[0] as string), error)]
  } finally {
    connection.closeSync()
  }
}
