// The log: one JSON line per incident, on standard error. Quiet while all is well.
// It must never hold the text of an event, a key, or anything else about a person.
import pino, { type DestinationStream, type Logger } from 'pino'

/** Fields that hold a secret: of headers, of a key, of the settings; as deep as what is logged goes. */
const SECRET_FIELDS = ['authorization', 'Authorization', 'secret', 'apiKeys', 'API_KEYS', 'LLM_API_KEY']
const REDACTED = SECRET_FIELDS.flatMap((name) => ['', '*.', '*.*.', '*.*.*.'].map((above) => above + name))

/** @param part which process speaks: supervisor, writer or report */
export const createLog = (
  part: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger => pino({ level: 'warn', base: { part, pid: process.pid }, redact: REDACTED }, destination)
