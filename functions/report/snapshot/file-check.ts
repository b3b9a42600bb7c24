// Checks a published file against its checksum when this process first needs it, and again when it is not the file any more
// that was checked: Parquet has no integrity check of its own, and most flipped bits would give wrong figures silently.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { Problem } from '../../problem.ts'
import { sha256Of } from '../../published/checksum.ts'
import type { PublishedFile } from '../../published/manifest.ts'
import { FileGone } from './snapshot.ts'

/** Files remembered as checked: more than the live files of several snapshots. */
const REMEMBERED = 4_096

/** Files read at once: each takes a few pieces of 1 MiB. */
const AT_ONCE = 4

/** What tells a file from every other that was ever at its path. @throws FileGone */
function stampOf(path: string): string {
  // Synchronous: it takes a few microseconds, and there may be a hundred files to a question.
  const facts = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (facts === undefined) throw new FileGone(`${path} is gone`)
  return `${facts.ino} ${facts.size} ${facts.mtimeNs} ${facts.ctimeNs}`
}

/** @returns a function from files to their paths; it throws FileGone, or Problem snapshot-unreadable */
export function fileChecker(directory: string): (files: readonly PublishedFile[]) => Promise<string[]> {
  const checked = new LRUCache<string, { stamp: string; result: Promise<string> }>({ max: REMEMBERED })

  async function check(file: PublishedFile, path: string): Promise<string> {
    const found = await sha256Of(path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new FileGone(`${file.name} is gone`, { cause: error }) : error
    })
    if (found !== file.sha256) {
      const cause = new Error(
        `${file.name} is not what the manifest says: it was changed after it was published`,
      )
      throw new Problem('snapshot-unreadable', undefined, undefined, cause)
    }
    return path
  }

  async function once(file: PublishedFile): Promise<string> {
    const key = `${file.name} ${file.sha256}`
    const path = join(directory, file.name)
    const stamp = stampOf(path)
    const known = checked.get(key)
    if (known?.stamp === stamp) return known.result
    const result = check(file, path)
    checked.set(key, { stamp, result })
    result.catch(() => checked.delete(key)) // a failed check is tried again the next time
    return result
  }

  return async (files) => {
    const paths: string[] = []
    for (let from = 0; from < files.length; from += AT_ONCE)
      paths.push(...(await Promise.all(files.slice(from, from + AT_ONCE).map(once))))
    return paths
  }
}
