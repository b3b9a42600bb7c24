// The folder in which this process's DuckDB may write: parts of an export, each for a moment only.
// It must never hold anything that is needed after a restart.
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processLives } from '../../process-lives.ts'

const PREFIX = 'coach-effect-scratch-'

export type Scratch = {
  directory: string
  /** A name for a new file, in a folder that exists: cleaners of temporary folders may take it away meanwhile. */
  newPath(extension: string): string
  close(): void
}

/** Also removes what processes left that were killed. */
export function openScratch(root = tmpdir()): Scratch {
  for (const name of readdirSync(root)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (pid && !processLives(Number(pid))) rmSync(join(root, name), { recursive: true, force: true })
  }
  const directory = join(root, `${PREFIX}${process.pid}-${randomUUID()}`)
  return {
    directory,
    newPath(extension) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      return join(directory, `${randomUUID()}.${extension}`)
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  }
}
