// A process that gets no more memory than it has: the kernel kills it when it asks for more. Needs root, and control groups
// of version 1.
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../wait-for.ts'

const GROUPS = '/sys/fs/cgroup/memory'

/** @param bytes that the process may have beyond what it has now */
export function littleMemory(pid: number, bytes: number): { end(): Promise<void> } {
  const group = join(GROUPS, `coach-effect-${pid}`)
  mkdirSync(group)
  writeFileSync(join(group, 'memory.limit_in_bytes'), String(bytes))
  writeFileSync(join(group, 'cgroup.procs'), String(pid))
  return {
    /** Once the process has ended. */
    async end() {
      await waitFor('the group to be empty', () => {
        rmdirSync(group)
        return true
      })
    },
  }
}

/** Whether this machine can do it: tried with a group of nobody. */
export function canLimitMemory(): boolean {
  const group = join(GROUPS, `coach-effect-${process.pid}-tried`)
  try {
    mkdirSync(group)
    const can = existsSync(join(group, 'memory.limit_in_bytes'))
    rmdirSync(group)
    return can
  } catch {
    return false
  }
}
