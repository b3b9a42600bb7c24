// The log: one JSON line per incident, on standard error. Quiet while all is well.
// It must never hold the text of an event, a key, or anything else about a person.
import pino, { type DestinationStream, type Logger } from 'pino'

/** Fields that hold a secret: of headers, of a key, of the settings; as deep as what is logged goes. */
const SECRET_FIELDS = ['authorization', 'Authorization', 'secret', 'apiKeys', 'API_KEYS', 'LLM_API_KEY']
const REDACTED = SECRET_FIELDS.flatMap((name) => ['', '*.', '*.*.', '*.*.*.'].map((above) => above + name))

/**
 * JSON lets these stand as they are; a terminal acts upon some, readers of lines take others for an end, and the rest turn
 * text around. In a line of JSON they can only be within a text, where an escape says the same.
 */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** @param part which process speaks: supervisor, writer or report */
export const createLog = (
  part: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger =>
  pino(
    {
      level: 'warn',
      base: { part, pid: process.pid },
      redact: REDACTED,
      hooks: { streamWrite: (line) => line.replace(UNSAFE, escaped) },
    },
    destination,
  )
