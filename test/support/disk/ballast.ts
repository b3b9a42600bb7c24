// A file that takes the room of a disk, at once, down to what it is told to leave.
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A program of the machine, not of a package. */
const FALLOCATE = 'fallocate'
const PIECE = Buffer.alloc(64 * 1024)

export class Ballast {
  readonly #disk: string
  readonly #path: string

  /** @param disk a folder of it */
  constructor(disk: string) {
    this.#disk = disk
    this.#path = join(disk, 'ballast')
  }

  /** Leaves at most so many bytes free; with 0, not one. */
  fill(freeBytes: number): void {
    const { bavail, bsize } = statfsSync(this.#disk)
    const more = bavail * bsize - freeBytes
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    // Without a byte written; what it cannot take at once, for others take room too, is written.
    if (more > 0)
      try {
        execFileSync(FALLOCATE, ['-o', String(size), '-l', String(more), this.#path], { stdio: 'ignore' })
      } catch {}
    if (freeBytes === 0) this.#fillUp()
  }

  #fillUp(): void {
    const file = openSync(this.#path, 'a')
    try {
      for (;;) writeSync(file, PIECE)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }

  remove(): void {
    rmSync(this.#path, { force: true })
  }
}
