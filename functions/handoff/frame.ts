// How events travel to the writer: several in one message, each as its caller sent it, and their answers back.
// It must never look into a body: the writer alone says what is an event.
import type { FieldError, ProblemSlug } from '../problem.ts'

/** One event as it came: its body, and the Idempotency-Key header if there was one. */
export type Sent = { key: string | null; body: Uint8Array }

/** What the writer says of one event. `json` is the body of a 200. */
export type Answer =
  | { ok: true; json: string }
  | { ok: false; problem: ProblemSlug; detail?: string | undefined; errors?: FieldError[] | undefined }

/** A type that no page can post to another origin without asking first: where there are no keys, that keeps pages out. */
export const MESSAGE_TYPE = 'application/octet-stream'

/** Per event: length of the body, length of the key (NO_KEY: none), the key, the body. Numbers are little-endian. */
const HEAD_BYTES = 6
const NO_KEY = 0xffff
/** Longest key that is carried; an event's id is a UUID. */
export const MAX_KEY_LENGTH = 1_000

export class MalformedMessage extends Error {
  override name = 'MalformedMessage'
}

/** @returns the message, in a buffer of its own (which may be handed to another thread) */
export function encodeSent(sent: readonly Sent[]): Uint8Array<ArrayBuffer> {
  const size = sent.reduce((sum, { key, body }) => sum + HEAD_BYTES + (key?.length ?? 0) + body.length, 0)
  const message = new Uint8Array(size)
  const bytes = Buffer.from(message.buffer)
  let at = 0
  for (const { key, body } of sent) {
    bytes.writeUInt32LE(body.length, at)
    bytes.writeUInt16LE(key === null ? NO_KEY : key.length, at + 4)
    at += HEAD_BYTES
    if (key !== null) at += bytes.write(key, at, 'latin1')
    message.set(body, at)
    at += body.length
  }
  return message
}

/** @throws MalformedMessage */
export function decodeSent(message: Uint8Array): Sent[] {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  const sent: Sent[] = []
  let at = 0
  while (at < bytes.length) {
    if (bytes.length - at < HEAD_BYTES) throw new MalformedMessage('it ends within a head')
    const bodyLength = bytes.readUInt32LE(at)
    const keyLength = bytes.readUInt16LE(at + 4)
    at += HEAD_BYTES
    const body = at + (keyLength === NO_KEY ? 0 : keyLength)
    const end = body + bodyLength
    if (end > bytes.length) throw new MalformedMessage('it ends within an event')
    sent.push({
      key: keyLength === NO_KEY ? null : bytes.toString('latin1', at, body),
      body: bytes.subarray(body, end),
    })
    at = end
  }
  return sent
}

/** A line for each answer, in the order of the events; a problem's line starts with an exclamation mark. */
export const encodeAnswers = (answers: readonly Answer[]): string =>
  answers.map((answer) => (answer.ok ? answer.json : `!${JSON.stringify(answer)}`)).join('\n')

/** @throws MalformedMessage when there is not one answer for each event */
export function decodeAnswers(text: string, events: number): Answer[] {
  const lines = text.split('\n')
  if (lines.length !== events) throw new MalformedMessage(`${lines.length} answers to ${events} events`)
  return lines.map((line) =>
    line.startsWith('!') ? (JSON.parse(line.slice(1)) as Answer) : { ok: true, json: line },
  )
}
