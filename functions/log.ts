// The log: one JSON line per incident, on standard error. Quiet while all is well.
// It must never hold the text of an event, a key, or anything else about a person.
import pino, { type Logger } from 'pino'

/** @param part which process speaks: supervisor, writer or report */
export const createLog = (part: string): Logger =>
  pino({ level: 'warn', base: { part, pid: process.pid } }, pino.destination({ dest: 2, sync: true }))
