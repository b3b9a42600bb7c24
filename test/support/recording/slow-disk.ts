// A disk that takes long for every flush of one process: strace holds its fsync and fdatasync calls up.
// It must never hold up the process itself: only the thread that flushes waits.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { waitFor } from '../wait-for.ts'

/** A program of the machine, not of a package. */
const STRACE = 'strace'

export type SlowDisk = { end(): Promise<void> }

/** @throws Error when strace is not there or may not trace the process */
export async function slowDisk(pid: number, flushMs: number): Promise<SlowDisk> {
  const calls = 'fsync,fdatasync'
  const inject = `inject=${calls}:delay_enter=${flushMs * 1_000}`
  const strace = spawn(
    STRACE,
    ['-f', '-p', String(pid), '-e', `trace=${calls}`, '-e', inject, '-o', '/dev/null'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  strace.stderr.on('data', (data) => {
    said += data
  })
  const ended = once(strace, 'exit').catch((error) => {
    said += error // there is no such program
  })
  let over = false
  void ended.then(() => {
    over = true
  })
  await waitFor('strace to attach', () => over || said.includes('attached'))
  if (over) throw new Error(`strace cannot trace here: ${said}`)
  return {
    async end() {
      strace.kill('SIGTERM')
      await ended
    },
  }
}

/** Whether this machine can have a slow disk: tried on a process that does nothing. */
export async function canSlowDisk(): Promise<boolean> {
  const idle = spawn('sleep', ['60'], { stdio: 'ignore' })
  try {
    await (await slowDisk(idle.pid as number, 1)).end()
    return true
  } catch {
    return false
  } finally {
    idle.kill()
  }
}
