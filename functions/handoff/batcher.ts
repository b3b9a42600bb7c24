// Gathers events that come at about the same time into one message to the writer, and gives each its own answer.
// It must never send an event twice, and never hold more than its bounds.
import { Problem } from '../problem.ts'
import { type Answer, decodeAnswers, encodeSent, type Sent } from './frame.ts'

/** Events of one message, and bytes of their bodies (one event of the largest size always fits). */
const MAX_MESSAGE_EVENTS = 1_024
const MAX_MESSAGE_BYTES = 1024 * 1024
/** The largest message: what fits into the bounds, and the heads and keys. */
export const MAX_MESSAGE_SIZE = 2 * MAX_MESSAGE_BYTES + MAX_MESSAGE_EVENTS * 1_024

export type BatcherOptions = {
  /**
   * Hands a message to the writer; resolves with its answers (frame.ts).
   * @throws Problem for all of its events alike
   */
  send: (message: Uint8Array<ArrayBuffer>) => Promise<string>
  /** Messages under way at once; what comes meanwhile gathers for the next. */
  maxMessages: number
  /** Events held at once, sent or not, and bytes of their bodies: beyond, the answer is queue-full. */
  maxEvents: number
  maxBytes: number
}

type Waiting = Sent & { resolve: (answer: Answer) => void; reject: (error: unknown) => void }

export class Batcher {
  readonly #options: BatcherOptions
  #waiting: Waiting[] = []
  #held = { events: 0, bytes: 0 }
  #underWay = 0
  #scheduled = false

  constructor(options: BatcherOptions) {
    this.#options = options
  }

  /** @throws Problem queue-full (nothing was kept), and what `send` throws */
  submit({ key, body }: Sent): Promise<Answer> {
    if (
      this.#held.events >= this.#options.maxEvents ||
      this.#held.bytes + body.length > this.#options.maxBytes
    )
      return Promise.reject(new Problem('queue-full'))
    this.#held.events += 1
    this.#held.bytes += body.length
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, body, resolve, reject })
      this.#schedule()
    })
  }

  /** Requests that came in the same turn of the event loop share a message. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay >= this.#options.maxMessages) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      while (this.#waiting.length > 0 && this.#underWay < this.#options.maxMessages)
        void this.#send(this.#next())
    })
  }

  #next(): Waiting[] {
    let [events, bytes] = [0, 0]
    for (const { body } of this.#waiting) {
      if (events >= MAX_MESSAGE_EVENTS || (events > 0 && bytes + body.length > MAX_MESSAGE_BYTES)) break
      events += 1
      bytes += body.length
    }
    return this.#waiting.splice(0, events)
  }

  async #send(batch: Waiting[]): Promise<void> {
    this.#underWay += 1
    try {
      const answers = decodeAnswers(await this.#options.send(encodeSent(batch)), batch.length)
      for (const [index, waiting] of batch.entries()) waiting.resolve(answers[index] as Answer)
    } catch (error) {
      const problem =
        error instanceof Problem ? error : new Problem('outcome-unknown', undefined, undefined, error)
      // The cause goes along once: a message that failed is one incident, however many events it held.
      for (const [index, { reject }] of batch.entries())
        reject(index === 0 ? problem : new Problem(problem.slug, problem.detail, problem.errors))
    } finally {
      this.#underWay -= 1
      this.#held.events -= batch.length
      for (const { body } of batch) this.#held.bytes -= body.length
      if (this.#waiting.length > 0) this.#schedule()
    }
  }
}
