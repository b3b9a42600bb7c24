// What the disk asks for one durable event, whatever stores it: an append to a file, and its fsync.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { median } from '../statistics.ts'

/** About what an event takes in a log. */
const BYTES = 600
const APPENDS = 400

/** Milliseconds of one append and `fdatasync` at the end of a growing file in the folder: the median of 400. */
export function appendMs(folder: string): number {
  const path = join(folder, 'append')
  const file = openSync(path, 'a')
  const bytes = Buffer.alloc(BYTES, 'x')
  const took = Array.from({ length: APPENDS }, () => {
    const began = performance.now()
    writeSync(file, bytes)
    fdatasyncSync(file)
    return performance.now() - began
  })
  closeSync(file)
  rmSync(path)
  return median(took)
}
