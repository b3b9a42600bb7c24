// Starts the thread of the writer's port, and answers what it hands on.
import { Worker } from 'node:worker_threads'
import { OperatorError } from '../operator-error.ts'
import type { Reception } from '../write/reception.ts'
import type { DoorStart, FromDoor, ToDoor } from './door-messages.ts'

export type Door = {
  port: number
  /** Where the port is reached from this machine. */
  url: string
  /** Takes no new connections; resolves when every request under way has been answered. */
  drain(): Promise<void>
}

/**
 * @param onLost called when the thread ends by itself: nobody can reach the writer any more
 * @throws OperatorError when the port is taken or may not be opened
 */
export async function openDoor(
  start: DoorStart,
  { reception, onLost }: { reception: Reception; onLost: (error: Error) => void },
): Promise<Door> {
  const thread = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: { module: new URL('./door-thread.ts', import.meta.url).href, ...start },
  })
  const say = (message: ToDoor) => thread.postMessage(message)
  let drained = () => {}
  const listening = new Promise<{ port: number; url: string }>((resolve, reject) => {
    thread.on('message', (message: FromDoor) => {
      if (message.type === 'listening') resolve(message)
      else if (message.type === 'not listening') reject(new OperatorError(message.message, message.exitCode))
      else if (message.type === 'drained') drained()
      else if (message.type === 'batch')
        void reception
          .batchAnswered(message.batch)
          .then((answers) => say({ type: 'answers', number: message.number, answers }))
      else
        reception.several(message.message).then(
          (answers) => say({ type: 'answers', number: message.number, answers }),
          (error) => say({ type: 'refused', number: message.number, why: String(error) }),
        )
    })
    thread.once('error', reject)
  })
  const { port, url } = await listening
  thread.once('error', onLost)
  return {
    port,
    url,
    drain: () =>
      new Promise((resolve) => {
        drained = resolve
        say({ type: 'drain' })
      }),
  }
}
