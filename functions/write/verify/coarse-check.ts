// Checks the coarse rollups: they hold the sums of the segments' rollups, which are checked against the events.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Coarse, Manifest, Segment } from '../../published/manifest.ts'
import { coarseSql, mergedRollupsSql } from '../publish/rollups.ts'
import type { Difference } from './difference.ts'
import { fileFault, unreadable } from './listed-file.ts'
import { differingSums, parquet } from './recount.ts'
import type { Bench } from './segment-check.ts'
import { sumsFault } from './segment-faults.ts'

type Group = { coarse: Coarse[]; segments: Segment[] }

/**
 * Coarse rollups with the segments of just their events. A merged segment may cover the end of one coarse rollup and
 * the beginning of the next: then the two are only right together.
 */
function groupsOf({ coarse, segments }: Manifest): Group[] {
  const groups: Group[] = []
  let open: Coarse[] = []
  for (const one of coarse) {
    open.push(one)
    const [first, last] = [open[0]?.first_seq as number, one.last_seq]
    if (!segments.some((segment) => segment.last_seq === last)) continue
    const within = segments.filter((segment) => segment.first_seq >= first && segment.last_seq <= last)
    groups.push({ coarse: open, segments: within })
    open = []
  }
  return groups
}

/**
 * @param faulty names of files already found damaged: nothing is recomputed from them
 * @throws Replaced when a file is gone that the newest snapshot does not list any more
 */
export async function checkCoarse(
  { folder, connect }: Bench,
  manifest: Manifest,
  faulty: ReadonlySet<string>,
): Promise<Difference[]> {
  const found: Difference[] = []
  for (const { coarse, segments } of groupsOf(manifest)) {
    const rollups = segments.map(({ rollup }) => rollup.name)
    const names = coarse.map(({ file }) => file.name)
    const faults: Difference[] = []
    for (const file of [...coarse.map((one) => one.file), ...segments.map((one) => one.rollup)]) {
      const fault = faulty.has(file.name) ? null : await fileFault(folder, file)
      if (fault) faults.push(fault)
    }
    found.push(...faults)
    if (faults.length > 0 || [...names, ...rollups].some((name) => faulty.has(name))) continue
    const path = (name: string) => join(folder.directory, name)
    const connection = await connect()
    try {
      const stored = `(${mergedRollupsSql(parquet(names.map(path)))})`
      const differ = await differingSums(connection, coarseSql(parquet(rollups.map(path)), null), stored)
      const range = {
        first_seq: coarse[0]?.first_seq as number,
        last_seq: coarse.at(-1)?.last_seq as number,
      }
      if (differ) found.push(sumsFault(names, range, differ))
    } catch (error) {
      const gone = [...rollups, ...names].find((name) => !existsSync(path(name)))
      found.push(await unreadable(folder, gone ?? (names[0] as string), error))
    } finally {
      connection.closeSync()
    }
  }
  return found
}
