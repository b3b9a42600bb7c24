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

export const startChild = (file: URL, args: string[] = []): Child =>
  childOf(fork(fileURLToPath(file), args, { execArgv: ['--import', 'tsx/esm'] }), file.pathname)

/** @param program path of its bundle */
export const startBuilt = (program: string): Child => childOf(fork(program, { execArgv: [] }), program)

function childOf(child: ChildProcess, name: string): Child {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    ask(message) {
      const answer = new Promise((resolve, reject) => {
        const onExit = (code: number | null) => reject(new Error(`${name} ended with ${code}`))
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
