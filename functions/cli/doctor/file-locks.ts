// Which processes hold a lock on a file, as Linux tells it. It must never open the file: that would drop the locks of the
// process that does so.
import { readFileSync, statSync } from 'node:fs'

export type FileLock = { pid: number; kind: 'READ' | 'WRITE' }

const LINE = /^\d+: POSIX +\S+ +(READ|WRITE) +(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /

/**
 * @param table the text of /proc/locks
 * @returns the locks on a file of that inode. Two files of one inode number on two devices are taken for one: on some file
 *   systems the device told there is not that of `stat`
 */
export const locksOn = (table: string, inode: number): FileLock[] =>
  table.split('\n').flatMap((line) => {
    const [, kind, pid, number] = LINE.exec(line) ?? []
    return Number(number) === inode ? [{ pid: Number(pid), kind: kind as FileLock['kind'] }] : []
  })

/** @returns null where the system does not tell; no locks for a file that is not there */
export function locksOf(path: string): FileLock[] | null {
  const file = statSync(path, { throwIfNoEntry: false })
  if (file === undefined) return []
  try {
    return locksOn(readFileSync('/proc/locks', 'utf8'), file.ino)
  } catch {
    return null
  }
}

/** @returns how a process was started, as far as that is told */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim().slice(0, 100)
  } catch {
    return 'not known'
  }
}
