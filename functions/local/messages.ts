// What supervisor and children say to each other.
import type { Metrics } from '../metrics/exposition.ts'

/**
 * `listening`: a report instance answers, and wants to know where the writer is. `ready`: all that it needs is there.
 * `load`: whether the writer is busy, when that changes. `metrics wanted`: of all processes, please; `metrics`: those that the
 * supervisor wanted.
 */
export type ChildMessage =
  | { type: 'listening' }
  | { type: 'ready'; port: number }
  | { type: 'load'; busy: boolean }
  | { type: 'metrics wanted'; number: number }
  | { type: 'metrics'; number: number; metrics: Metrics }
/**
 * Where the writer is, null while there is none; and whether it is busy. (To stop, a child gets SIGTERM: a message would be
 * lost before it listens.)
 */
export type SupervisorMessage =
  | { type: 'writer'; url: string | null }
  | { type: 'load'; writerBusy: boolean }
  | { type: 'metrics wanted'; number: number }
  | { type: 'metrics of all'; number: number; metrics: Metrics[] }

export const tellSupervisor = (message: ChildMessage) => process.send?.(message)
