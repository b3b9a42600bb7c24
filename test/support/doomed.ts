// Programs of test/support that are to die before their end.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { built } from './built.ts'

/** Each says at its beginning with which arguments. */
const PROGRAMS = {
  command: 'test/support/command-until-step.ts',
  ledger: 'test/support/ledger-until-step.ts',
  'once through': 'test/support/writer-once-through.ts',
  writer: 'test/support/writer-until-step.ts',
}

export type Death = [code: number | null, signal: NodeJS.Signals | null]

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export async function spawnProgram(name: keyof typeof PROGRAMS, args: readonly string[]) {
  const child = spawn(process.execPath, [await built(PROGRAMS[name]), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // One thread for what node does beside its own: calls then come in the same order each time.
    env: { UV_THREADPOOL_SIZE: '1' },
  })
  running.add(child)
  const died = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return [code, signal] as Death
  })
  return { child, stdout: child.stdout, died }
}

/** Runs a program to its end. @returns the lines that it said, and how it ended */
export async function runProgram(...given: Parameters<typeof spawnProgram>) {
  const { stdout, died } = await spawnProgram(...given)
  let text = ''
  stdout.on('data', (data) => {
    text += data
  })
  const death = await died
  return { lines: text.split('\n').slice(0, -1), death }
}
