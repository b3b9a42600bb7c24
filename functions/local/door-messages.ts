// What the writer's thread and the thread of its port say to each other.
import type { SentBatch } from '../batch.ts'
import type { Edge } from '../edge/entrance.ts'

/** Given to the thread when it starts. */
export type DoorStart = { host: string; port: number; writerUrl: string } & Pick<Edge, 'keys' | 'origins'>

/** `message` holds events (handoff/frame.ts); its buffer goes along, as that of a batch does. */
export type FromDoor =
  | { type: 'listening'; port: number; url: string }
  | { type: 'not listening'; message: string; exitCode: number }
  | { type: 'events'; number: number; message: Uint8Array<ArrayBuffer> }
  | { type: 'batch'; number: number; batch: SentBatch }
  | { type: 'drained' }

export type ToDoor =
  | { type: 'answers'; number: number; answers: string }
  | { type: 'refused'; number: number; why: string }
  | { type: 'drain' }
