// What a process asked of the system, in the order in which it was done: strace's log, read.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { waitFor } from '../wait-for.ts'

/** `paths`: the file that a call is about; of a rename, from and to. `data`: the beginning of what was written. */
export type Call = { name: string; paths: string[]; data: string }

/** A program of the machine, not of a package. */
const STRACE = 'strace'

const CALLS = ['fsync', 'fdatasync', 'rename', 'write', 'pwrite64', 'writev', 'pwritev'] as const

/**
 * @param file of the log
 * @param flushMs how long each fdatasync takes longer
 * @returns `calls` resolves with all calls once the process has ended
 */
export async function logCalls(
  pid: number,
  file: string,
  flushMs: number,
): Promise<{ calls(): Promise<Call[]> }> {
  const slowly = ['-e', `inject=fdatasync:delay_enter=${flushMs * 1_000}`]
  const strace = spawn(
    STRACE,
    ['-f', '-y', '-p', String(pid), '-e', `trace=${CALLS.join(',')}`, ...slowly, '-o', file],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  strace.stderr.on('data', (data) => {
    said += data
  })
  const ended = once(strace, 'exit')
  await waitFor('strace to attach', () => said.includes('attached'))
  return {
    async calls() {
      await ended
      return callsIn(readFileSync(file, 'utf8'))
    },
  }
}

/** A call that another thread's interrupts in the log counts where it ended. */
function callsIn(log: string): Call[] {
  const begun = new Map<string, string>()
  return log.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const unfinished = / <unfinished \.\.\.>$/
    if (unfinished.test(text)) {
      begun.set(thread, text.replace(unfinished, ''))
      return []
    }
    const whole = text.replace(/^<\.\.\. \w+ resumed>/, () => begun.get(thread) ?? '')
    const [, name, rest = ''] = /^(\w+)\((.*)\) += \d+(?: \(DELAYED\))?$/.exec(whole) ?? []
    if (name === undefined) return []
    const paths =
      name === 'rename'
        ? [...rest.matchAll(/"([^"]*)"/g)].map(([, path]) => path as string)
        : [/^\d+<([^>]*)>/.exec(rest)?.[1] ?? '']
    return [{ name, paths, data: name === 'rename' ? '' : (/"(.*)/.exec(rest)?.[1] ?? '') }]
  })
}
