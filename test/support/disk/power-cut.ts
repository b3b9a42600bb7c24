// A power cut: what lies on the disk stays, what was on its way there is gone. The file system is shut down (ext4's
// FS_IOC_SHUTDOWN, without its journal being flushed) under processes that stand still, and mounted again.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type LoopDisk, loopDisk } from './loop-disk.ts'

const run = promisify(execFile)

/** Programs of the machine, not of a package; every Debian has perl. */
const PERL = 'perl'
/** _IOR('X', 125, __u32), and EXT4_GOING_FLAGS_NOLOGFLUSH. */
const SHUTDOWN =
  'open(my $d, "<", $ARGV[0]) or die $!; my $how = pack("L", 2); ioctl($d, 0x8004587d, $how) or die $!'

/**
 * Writes that the kernel has begun are done by then: without it even a program that flushes everything seems to lose data,
 * because the device of a real disk does not vanish in the middle of what it was told is written.
 */
const SETTLE_MS = 60

const signalAll = (pids: readonly number[], signal: NodeJS.Signals) => {
  for (const pid of pids) process.kill(pid, signal)
}

/**
 * @param pids of the processes that write there; they are killed
 * @param afterwards is called when nothing of theirs can reach the disk any more
 */
export async function cutPower(
  disk: LoopDisk,
  pids: readonly number[],
  afterwards: () => void = () => {},
): Promise<void> {
  signalAll(pids, 'SIGSTOP')
  await sleep(SETTLE_MS)
  await run(PERL, ['-e', SHUTDOWN, disk.path])
  afterwards()
  signalAll(pids, 'SIGKILL')
  await disk.unmount()
  await disk.mount()
}

/** A process and all that it started, from /proc. */
export function withDescendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return [pid, ...children.flatMap(withDescendants)]
}

/** Whether this machine can cut the power of a disk that it has mounted. */
export async function canCutPower(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'coach-effect-power-'))
  try {
    const disk = await loopDisk(folder, 8)
    try {
      await cutPower(disk, [])
      return true
    } finally {
      await disk.end()
    }
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
