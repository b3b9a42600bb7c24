// A small disk of its own: an ext4 file system in a file, mounted. It needs root, mkfs.ext4 and a loop device.
// It must never be left mounted: whoever makes one ends it.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { waitFor } from '../wait-for.ts'

const run = promisify(execFile)

export type LoopDisk = {
  /** Where it is mounted. */
  path: string
  mount(): Promise<void>
  /** What is not on it by then is in no file. */
  unmount(): Promise<void>
  /** Unmounts it and removes the file. */
  end(): Promise<void>
}

/** @param folder in which the file and the mount point are made  @throws where this machine cannot */
export async function loopDisk(folder: string, megabytes: number): Promise<LoopDisk> {
  const [image, path] = [join(folder, 'disk.img'), join(folder, 'disk')]
  mkdirSync(path, { recursive: true })
  writeFileSync(image, '')
  truncateSync(image, megabytes * 1024 * 1024)
  await run('mkfs.ext4', ['-q', '-F', '-m', '0', '-E', 'lazy_itable_init=1', image])
  const mount = async () => void (await run('mount', ['-o', 'loop', image, path]))
  let mounted = false
  await mount()
  mounted = true
  const unmount = async () => {
    if (!mounted) return
    // Of a process that has just ended the kernel may still hold a file.
    await waitFor('the disk to be let go of', () => run('umount', [path]).then(() => true))
    mounted = false
  }
  return {
    path,
    async mount() {
      await mount()
      mounted = true
    },
    unmount,
    async end() {
      await unmount()
      rmSync(image, { force: true })
    },
  }
}

/** Whether this machine can have one. */
export async function canLoopDisk(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'coach-effect-disk-'))
  try {
    await (await loopDisk(folder, 8)).end()
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
