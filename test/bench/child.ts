// The bench's own processes: starting one, waiting for its next word, ending it.
// A process that ends by itself must never leave the bench waiting.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Child = {
  /** The next message of the process, after the given one has been sent to it. */
  ask: (message?: object) => Promise<unknown>
  /** Sends a message that has no answer of its own. */
  tell: (message: object) => void
  stop: () => Promise<void>
}

export function startChild(file: URL, args: string[] = []): Child {
  const child: ChildProcess = fork(fileURLToPath(file), args, { execArgv: ['--import', 'tsx/esm'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    ask(message) {
      const answer = new Promise((resolve, reject) => {
        const onExit = (code: number | null) => reject(new Error(`${file.pathname} ended with ${code}`))
        child.once('exit', onExit)
        child.once('message', (word) => {
          child.off('exit', onExit)
          resolve(word)
        })
      })
      if (message) child.send(message)
      return answer
    },
    tell: (message) => void child.send(message),
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
