// What supervisor and children say to each other.

/**
 * `listening`: a report instance answers, and wants to know where the writer is. `ready`: all that it needs is there.
 * `load`: whether the writer is busy, when that changes.
 */
export type ChildMessage =
  | { type: 'listening' }
  | { type: 'ready'; port: number }
  | { type: 'load'; busy: boolean }
/**
 * Where the writer is, null while there is none; and whether it is busy. (To stop, a child gets SIGTERM: a message would be
 * lost before it listens.)
 */
export type SupervisorMessage = { type: 'writer'; url: string | null } | { type: 'load'; writerBusy: boolean }

export const tellSupervisor = (message: ChildMessage) => process.send?.(message)
