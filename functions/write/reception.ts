// Where events arrive in the writer, one or several in a message: read, judged, stored, answered each for itself.
// It must never let one event's fault touch another.
import type { Logger } from 'pino'
import type { BatchReceipt, SentBatch } from '../batch.ts'
import { type Event, eventSchema } from '../event.ts'
import { type Answer, decodeSent, encodeAnswers, type Sent } from '../handoff/frame.ts'
import { decodeUtf8, fieldErrors, parseJson, toProblem } from '../http.ts'
import { readEvent } from '../plain-event.ts'
import { Problem } from '../problem.ts'
import { repeatedKeys } from '../repeated-keys.ts'
import type { Admission } from './admission.ts'
import { storeBatch } from './batch.ts'
import type { CommitQueue } from './commit-queue.ts'
import { unobserved, type WriteObserver } from './observer.ts'

/** A valid event, its id from the body or the Idempotency-Key. @throws Problem */
function eventOf({ key, body }: Sent): Event {
  const text = decodeUtf8(body)
  const value = parseJson(text)
  const repeated = repeatedKeys(text, value)
  if (repeated.length > 0) throw new Problem('invalid-event', undefined, repeated)
  const parsed = readEvent(value)
  if (!parsed.success) throw new Problem('invalid-event', undefined, fieldErrors(parsed.error.issues))
  if (key === null) return parsed.data
  const id = eventSchema.shape.event_id.safeParse(key.replace(/^"(.*)"$/, '$1'))
  const problem = (message: string) =>
    new Problem('invalid-parameter', message, [{ path: 'Idempotency-Key', message }])
  if (!id.success) throw problem('Idempotency-Key must be a UUID')
  if (parsed.data.event_id !== undefined && parsed.data.event_id !== id.data)
    throw problem('Idempotency-Key and event_id must be the same when both are given')
  return { ...parsed.data, event_id: id.data }
}

/** Batches being read and stored: each may take 16 MiB, and several times that as events. */
const BATCHES_AT_ONCE = 4

export class Reception {
  readonly #queue: CommitQueue
  readonly #admission: Admission
  readonly #log: Logger
  readonly #observer: WriteObserver
  #batches = 0

  constructor({
    queue,
    admission,
    log,
    observer = unobserved,
  }: { queue: CommitQueue; admission: Admission; log: Logger; observer?: WriteObserver | undefined }) {
    this.#observer = observer
    this.#queue = queue
    this.#admission = admission
    this.#log = log
  }

  /** Resolves once the event is on disk, or with why it is not. */
  readonly one = async (sent: Sent): Promise<Answer> => {
    try {
      const { event_id, seq, duplicate } = await this.#queue.submit(this.#admission.admit(eventOf(sent)))
      // An id is a UUID: nothing in it needs escaping.
      return {
        ok: true,
        json: `{"ok":true,"event_id":"${event_id}","seq":${seq}${duplicate ? ',"duplicate":true' : ''}}`,
      }
    } catch (error) {
      return this.#refusal(error)
    }
  }

  #refusal(error: unknown): Answer {
    const problem = toProblem(error)
    this.#observer.refused(problem.slug)
    if (problem.cause !== undefined)
      this.#log.error({ err: problem.cause, problem: problem.slug }, problem.message)
    return { ok: false, problem: problem.slug, detail: problem.detail, errors: problem.errors }
  }

  /** @throws Problem queue-full, and what storeBatch throws */
  readonly batch = async (batch: SentBatch): Promise<BatchReceipt> => {
    if (this.#batches >= BATCHES_AT_ONCE) throw new Problem('queue-full')
    this.#batches += 1
    try {
      return await storeBatch({ queue: this.#queue, admission: this.#admission }, batch)
    } finally {
      this.#batches -= 1
    }
  }

  /** The same as one answer (handoff/frame.ts), for another thread. */
  readonly batchAnswered = async (batch: SentBatch): Promise<string> =>
    encodeAnswers([
      await this.batch(batch).then(
        (receipt) => ({ ok: true as const, json: JSON.stringify(receipt) }),
        (error) => this.#refusal(error),
      ),
    ])

  /** The events of a message (handoff/frame.ts). @throws MalformedMessage, and then nothing of it was kept */
  readonly several = async (message: Uint8Array): Promise<string> =>
    encodeAnswers(await Promise.all(decodeSent(message).map(this.one)))
}
