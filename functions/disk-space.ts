// How much room a file system has left, and what is too little. It must never fail where a folder is still to be made.
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** Of the disk, and in bytes: below either, it is nearly full. */
const LEAST = { share: 0.05, bytes: 1024 ** 3 }

/** Bytes. */
export type DiskSpace = { free: number; total: number; nearlyFull: boolean }

type StatFs = (path: string) => { bavail: number; blocks: number; bsize: number }

/**
 * @param folder or, where that is not there yet, the nearest one above it
 * @returns null where the file system does not say
 * @throws what the file system throws
 */
export function diskSpace(folder: string, stat: StatFs = statfsSync): DiskSpace | null {
  for (let at = folder; ; at = dirname(at))
    try {
      const { bavail, blocks, bsize } = stat(at)
      if (blocks === 0) return null
      const [free, total] = [bavail * bsize, blocks * bsize]
      return { free, total, nearlyFull: free < LEAST.bytes || free < total * LEAST.share }
    } catch (error) {
      if (at === dirname(at)) throw error
    }
}
