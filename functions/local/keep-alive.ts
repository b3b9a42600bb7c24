// Keeps one child process running: starts it, starts it again when it dies, stops it when told.
import type { ChildProcess } from 'node:child_process'
import type { Logger } from 'pino'
import { backOff } from './back-off.ts'
import type { ChildMessage, SupervisorMessage } from './messages.ts'

/** A child that has not stopped by then is killed. */
const STOP_MS = 30_000

export type Kept = {
  /** Resolves with the child's port when it is first ready; rejects with its exit code when it never serves. */
  ready: Promise<number>
  tell(message: SupervisorMessage): void
  /** From now on it is not started again, however it ends. */
  retire(): void
  /** Retires it, asks it to stop, and resolves when it has. */
  stop(): Promise<void>
}

export function keepAlive(options: {
  name: string
  log: Logger
  spawn: () => ChildProcess
  onMessage?: (message: ChildMessage) => void
  onDown?: () => void
}): Kept {
  const { name, log } = options
  const wait = backOff()
  let child: ChildProcess
  let stopping = false
  let served = false
  let timer: NodeJS.Timeout | undefined
  let exited = Promise.resolve()
  let resolveReady = (_port: number) => {}
  let rejectReady = (_code: number) => {}
  const ready = new Promise<number>((resolve, reject) => {
    resolveReady = resolve
    rejectReady = reject
  })

  function start(): void {
    let servesSince: number | null = null
    const ended = (how: { code?: number | null; signal?: NodeJS.Signals | null; err?: unknown }) => {
      options.onDown?.()
      if (stopping) return
      if (!served) return rejectReady(how.code ?? 1)
      const waitMs = wait(servesSince === null ? 0 : performance.now() - servesSince)
      log.warn({ child: name, ...how, restart_in_ms: waitMs }, `the ${name} stopped; it is started again`)
      timer = setTimeout(start, waitMs)
    }
    try {
      child = options.spawn()
    } catch (err) {
      ended({ err })
      return
    }
    child.on('message', (message: ChildMessage) => {
      served = true
      servesSince ??= performance.now()
      if (message.type === 'ready') resolveReady(message.port)
      options.onMessage?.(message)
    })
    exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve()
        ended({ code, signal })
      })
      child.on('error', (err) => {
        // The machine had no room for it: no process, no descriptor.
        if (child.pid !== undefined) return log.error({ child: name, err }, `the ${name} cannot be told`)
        resolve()
        ended({ err })
      })
    })
  }
  start()

  const retire = () => {
    stopping = true
    clearTimeout(timer)
  }
  return {
    ready,
    tell: (message) => {
      if (child.connected) child.send(message, () => {}) // a child that just died hears nothing; its successor is told anew
    },
    retire,
    async stop() {
      retire()
      child.kill('SIGTERM')
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await exited
      clearTimeout(kill)
    },
  }
}
