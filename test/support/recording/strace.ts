// strace on a process that runs: what it may do to the calls of one process, and to those of its threads alone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { waitFor } from '../wait-for.ts'

/** A program of the machine, not of a package. */
const STRACE = 'strace'

export type Tracing = {
  /** Resolves when the process has ended, or strace was told to let it go. */
  ended: Promise<void>
  /** Lets the process go on by itself. */
  end(): Promise<void>
}

/** What happens to calls, in strace's words. `when`: which of a thread's calls, counted from here on (3, 1+2, 5..7). */
export type Injection = { calls: string; does: string; when?: string }

/**
 * @param paths of the calls, those that concern these files alone; without any, all
 * @throws Error when strace is not there or may not trace the process
 */
export async function trace(
  pid: number,
  injections: readonly Injection[],
  paths: readonly string[] = [],
): Promise<Tracing> {
  const calls = injections.map((injection) => injection.calls).join(',')
  const inject = injections.flatMap(({ calls, does, when }) => [
    '-e',
    `inject=${calls}:${does}${when === undefined ? '' : `:when=${when}`}`,
  ])
  const only = paths.flatMap((path) => ['-P', path])
  const args = ['-f', '-p', String(pid), '-e', `trace=${calls}`, ...only, ...inject, '-o', '/dev/null']
  const strace = spawn(STRACE, args, { stdio: ['ignore', 'ignore', 'pipe'] })
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
    ended: ended.then(() => {}),
    async end() {
      strace.kill('SIGTERM')
      await ended
    },
  }
}

/** Whether this machine can do it: tried on a process that does nothing. */
export async function canTrace(): Promise<boolean> {
  const idle = spawn('sleep', ['60'], { stdio: 'ignore' })
  try {
    await (await trace(idle.pid as number, [{ calls: 'fsync', does: 'delay_enter=1' }])).end()
    return true
  } catch {
    return false
  } finally {
    idle.kill()
  }
}
