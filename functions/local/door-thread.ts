// The thread of the writer's port (write/door.ts): serves it, and hands events to the thread that started it.
import { parentPort, workerData } from 'node:worker_threads'
import type { SentBatch } from '../batch.ts'
import { MalformedMessage } from '../handoff/frame.ts'
import { createLog } from '../log.ts'
import { monotonic } from '../monotonic.ts'
import { OperatorError } from '../operator-error.ts'
import { createDoorApp } from '../write/door.ts'
import type { DoorStart, FromDoor, ToDoor } from './door-messages.ts'
import { listen } from './http-server.ts'

const { host, port, writerUrl, keys, origins } = workerData as DoorStart
const say = (message: FromDoor, moved: ArrayBuffer[] = []) => parentPort?.postMessage(message, moved)
const log = createLog('writer')

const asked = new Map<number, { resolve: (answers: string) => void; reject: (error: Error) => void }>()
let number = 0
const ask = (
  message: { type: 'events'; message: Uint8Array<ArrayBuffer> } | { type: 'batch'; batch: SentBatch },
  moved: ArrayBuffer,
) =>
  new Promise<string>((resolve, reject) => {
    number += 1
    asked.set(number, { resolve, reject })
    say({ ...message, number }, [moved])
  })

const app = createDoorApp({
  edge: { keys, origins, clock: monotonic },
  send: (message) => ask({ type: 'events', message }, message.buffer),
  sendBatch(batch) {
    const body = new Uint8Array(batch.body) // a buffer of its own
    return ask({ type: 'batch', batch: { ...batch, body } }, body.buffer)
  },
  writerUrl,
  log,
})
const server = await listen(app.fetch, { host, port, log }).catch((error) => {
  // An error loses its class on the way to the other thread.
  if (error instanceof OperatorError)
    say({ type: 'not listening', message: error.message, exitCode: error.exitCode })
  throw error
})

parentPort?.on('message', (message: ToDoor) => {
  if (message.type === 'drain')
    return void server.drain().then(() => {
      say({ type: 'drained' })
      parentPort?.close()
    })
  const caller = asked.get(message.number)
  asked.delete(message.number)
  if (message.type === 'answers') caller?.resolve(message.answers)
  else caller?.reject(new MalformedMessage(message.why)) // the one reason for which a message is refused
})
say({ type: 'listening', port: server.port, url: server.url })
