// The arm of the experiment that a session is in. The same for the same id in every process, after every restart, in every
// version: it must never depend on anything else.
import { hash } from 'node:crypto'

/** Keeps the split apart from any other that somebody makes of the same ids by SHA-256. */
const LABEL = 'coach-effect/ab/'

/** Half and half: the first bit of a hash. */
export const bucketOf = (sessionId: string): 'on' | 'off' =>
  Number.parseInt(hash('sha256', LABEL + sessionId).charAt(0), 16) < 8 ? 'on' : 'off'
