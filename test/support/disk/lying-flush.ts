// Programs whose flushes do nothing and say that they did: what a power cut must make visible.
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A program of the machine, not of a package. */
const COMPILER = 'gcc'
const SOURCE = 'int fsync(int fd) { return 0; } int fdatasync(int fd) { return 0; }\n'

/** @returns settings of a product that flushes nothing; null where there is no compiler */
export async function lyingFlush(folder: string): Promise<Record<string, string> | null> {
  const [source, library] = [join(folder, 'flush.c'), join(folder, 'flush.so')]
  writeFileSync(source, SOURCE)
  try {
    await promisify(execFile)(COMPILER, ['-shared', '-fPIC', '-o', library, source])
    return { LD_PRELOAD: library }
  } catch {
    return null
  }
}
