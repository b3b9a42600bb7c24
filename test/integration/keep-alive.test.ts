// A child process that is kept alive: small programs that die at once, and one that the machine cannot start.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { keepAlive } from '../../functions/local/keep-alive.ts'
import { testFolder } from '../support/folder.ts'
import { waitFor } from '../support/wait-for.ts'

const SERVES = `process.send({ type: 'ready', port: 1 }); process.on('SIGTERM', () => process.exit(0))`

/** Keeps programs alive, one after the other, the last again and again. @returns when each was started, and the log */
function kept(...programs: (string | (() => ChildProcess))[]) {
  const lines: Record<string, unknown>[] = []
  const startedAt: number[] = []
  const folder = testFolder()
  const processes: ChildProcess[] = []
  const child = keepAlive({
    name: 'child',
    log: pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) }),
    spawn() {
      startedAt.push(performance.now())
      const program = programs[Math.min(startedAt.length, programs.length) - 1] as
        | string
        | (() => ChildProcess)
      if (typeof program !== 'string') return program()
      const path = join(folder, `${startedAt.length}.mjs`)
      writeFileSync(path, program)
      const forked = fork(path, { execArgv: [] })
      processes.push(forked)
      return forked
    },
  })
  onTestFinished(child.stop)
  /** Resolves when the first one has served, and been killed. */
  const killedOnce = async () => {
    await child.ready
    processes[0]?.kill('SIGKILL')
  }
  return { killedOnce, lines, startedAt }
}

it('that dies at every start is started again ever later, and each death is one line', async () => {
  const { killedOnce, lines, startedAt } = kept(SERVES, 'process.exit(4)')
  await killedOnce()
  await waitFor('it to be started again and again', () => startedAt.length === 6)
  expect(lines.slice(0, 5)).toEqual(
    [0, 100, 200, 400, 800].map((restart_in_ms, n) =>
      expect.objectContaining({
        ...(n === 0 ? { code: null, signal: 'SIGKILL' } : { code: 4, signal: null }),
        ...{ child: 'child', restart_in_ms },
        msg: 'the child stopped; it is started again',
      }),
    ),
  )
  const pauses = startedAt.slice(1).map((at, n) => at - (startedAt[n] as number))
  for (const [n, least] of [0, 100, 200, 400, 800].entries())
    expect(pauses[n], `pause ${n}`).toBeGreaterThanOrEqual(least - 1)
})

it('that the machine cannot start is tried again like one that died', async () => {
  const { killedOnce, lines, startedAt } = kept(
    SERVES,
    () => spawn('/nonexistent/program'),
    () => {
      throw new Error('no memory')
    },
    SERVES,
  )
  await killedOnce()
  await waitFor('it to be started', () => startedAt.length === 4)
  expect(lines.map(({ err, code }) => (err as Error | undefined)?.message ?? code)).toEqual([
    null,
    'spawn /nonexistent/program ENOENT',
    'no memory',
  ])
})
