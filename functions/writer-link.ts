// The way from a report instance to the writer: whether it is there, and handing events on to it.
// It must never send an event twice: only the caller knows whether its event may be repeated.
import { EventEmitter, setMaxListeners } from 'node:events'
import { Agent, request } from 'undici'
import type { BatchReceipt, SentBatch } from './batch.ts'
import type { ApiKey } from './edge/api-keys.ts'
import { Batcher } from './handoff/batcher.ts'
import { type Answer, MESSAGE_TYPE, type Sent } from './handoff/frame.ts'
import { monotonic } from './monotonic.ts'
import { Problem, type ProblemDocument, type ProblemSlug, problems } from './problem.ts'
import { SeqHistory } from './seq-history.ts'

/** Messages on their way at once, each on a connection of its own; and a connection for asking after its health. */
const MESSAGES = 8
/** Batches on their way at once, of 16 MiB at most. */
const BATCHES = 4
/** Events held for the writer, and bytes of them: about a second's worth at full speed. */
const MAX_EVENTS = 8_192
const MAX_BYTES = 64 * 1024 * 1024
/** The longest wait for an answer: many commits' worth, even on a slow disk. */
const ANSWER_MS = 10_000
/** How often the writer is asked for its health; a writer that says nothing at all for this long counts as down. */
const CHECK_MS = 1_000
/**
 * A writer that counts as down may still answer what it was handed for so long: one that was only held up for a moment
 * does, one that is paused must not leave callers hanging.
 */
const SILENCE_MS = 2_000
/** How often a writer that is down is looked for. */
const SEARCH_MS = 200

/** `none`: this instance was started without a writer. `since` is epoch milliseconds. */
export type WriterStatus = { state: 'up' | 'down' | 'none'; since: number | null }

/** Errors after which the writer cannot have seen the request. */
const neverSent = (error: unknown) =>
  ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  )

/** The problem that a document tells of; null when it is none of the catalogue. */
function problemIn(text: string): Problem | null {
  const { type, detail, errors } = JSON.parse(text) as ProblemDocument
  const slug = type.replace('/problems/', '')
  return slug in problems ? new Problem(slug as ProblemSlug, detail, errors) : null
}

/** The newest event, from a health document; null where something in between answered in the writer's place. */
function seqIn(text: string): number | null {
  try {
    const { seq } = JSON.parse(text) as { seq?: unknown }
    return typeof seq === 'number' ? seq : null
  } catch {
    return null
  }
}

export class WriterLink {
  readonly #agent = new Agent({
    connections: MESSAGES + BATCHES + 1,
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
    connect: { timeout: CHECK_MS },
  })
  readonly #batcher = new Batcher({
    send: (message) => this.#send(message),
    maxMessages: MESSAGES,
    maxEvents: MAX_EVENTS,
    maxBytes: MAX_BYTES,
  })
  readonly #clock: () => number
  readonly #elapsed: () => number
  readonly #headers: Record<string, string>
  readonly #changes = new EventEmitter().setMaxListeners(0)
  readonly #held = new SeqHistory()
  #url: string | null
  #status: WriterStatus
  #timer: NodeJS.Timeout | null = null
  #silence: NodeJS.Timeout | null = null
  /** Of everything that is on its way to the writer. */
  #handed = handed()
  /** When it last answered anything that it was handed. */
  #heardAt = Number.NEGATIVE_INFINITY
  #batches = 0
  #closed = false

  /**
   * @param options.url where the writer is; null while it is not known yet, 'none' when there is none to expect
   * @param options.elapsed milliseconds of a clock that nobody sets
   * @param options.keys what the writer knows too: the first that may write opens its port
   */
  constructor({
    url,
    clock,
    elapsed = monotonic,
    keys,
  }: {
    url: string | null | 'none'
    clock: () => number
    elapsed?: () => number
    keys: readonly ApiKey[]
  }) {
    this.#clock = clock
    this.#elapsed = elapsed
    const key = keys.find(({ scopes }) => scopes.includes('write'))
    this.#headers = key === undefined ? {} : { authorization: `Bearer ${key.secret}` }
    this.#url = url === 'none' ? null : url
    this.#status = url === 'none' ? { state: 'none', since: null } : { state: 'down', since: clock() }
    void this.#check()
  }

  get status(): WriterStatus {
    return this.#status
  }

  /** Whether the writer is up and has held an event after `seq` for longer than publishing takes. */
  isBehind(seq: number): boolean {
    return this.#status.state === 'up' && this.#held.lacks(seq, this.#elapsed())
  }

  /** The supervisor started the writer at this address; resolves when it has been asked for its health. */
  moveTo(url: string): Promise<void> {
    this.#url = url
    return this.#check()
  }

  /** The supervisor saw the writer die. */
  lost(): void {
    this.#url = null
    this.#became('down')
    this.#giveUp()
  }

  onChange(listener: () => void): () => void {
    this.#changes.on('change', listener)
    return () => this.#changes.off('change', listener)
  }

  /**
   * Hands an event on, and the writer's answer back.
   * @throws Problem writer-unavailable (it was not sent), outcome-unknown (it was), queue-full
   */
  readonly submit = (sent: Sent): Promise<Answer> => {
    if (this.#url === null || this.#status.state !== 'up')
      return Promise.reject(new Problem('writer-unavailable'))
    return this.#batcher.submit(sent)
  }

  /**
   * Hands a batch on, and the writer's answer back.
   * @throws Problem as the writer says; writer-unavailable, outcome-unknown, queue-full
   */
  readonly submitBatch = async ({ body, ndjson, atomic }: SentBatch): Promise<BatchReceipt> => {
    if (this.#batches >= BATCHES) throw new Problem('queue-full')
    this.#batches += 1
    try {
      const type = ndjson ? 'application/x-ndjson' : 'application/json'
      const { status, text } = await this.#post(`/events/coach/batch?atomic=${atomic}`, body, type)
      if (status === 200) return JSON.parse(text) as BatchReceipt
      throw problemIn(text) ?? new Problem('writer-unavailable', undefined, undefined, new Error(`${status}`))
    } finally {
      this.#batches -= 1
    }
  }

  async #send(message: Uint8Array): Promise<string> {
    const { status, text } = await this.#post('/events/handoff', message, MESSAGE_TYPE)
    // The writer takes all of a message or nothing.
    if (status !== 200)
      throw new Problem('writer-unavailable', undefined, undefined, new Error(`${status}: ${text}`))
    return text
  }

  async #post(path: string, body: Uint8Array, type: string): Promise<{ status: number; text: string }> {
    if (this.#url === null || this.#status.state !== 'up') throw new Problem('writer-unavailable')
    try {
      const answer = await request(new URL(path, this.#url), {
        dispatcher: this.#agent,
        method: 'POST',
        headers: { ...this.#headers, 'content-type': type },
        body,
        signal: this.#handed.signal,
      })
      const text = await answer.body.text()
      this.#heardAt = performance.now()
      return { status: answer.statusCode, text }
    } catch (error) {
      void this.#check()
      throw new Problem(
        neverSent(error) ? 'writer-unavailable' : 'outcome-unknown',
        undefined,
        undefined,
        error,
      )
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#silence) clearTimeout(this.#silence)
    await this.#agent.close()
  }

  async #check(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const url = this.#url
    if (url !== null) {
      const began = performance.now()
      const healthy = await request(new URL('/health', url), {
        dispatcher: this.#agent,
        headersTimeout: CHECK_MS,
        signal: AbortSignal.timeout(CHECK_MS),
      })
        .then(async ({ statusCode, body }) => {
          const seq = seqIn(await body.text())
          if (seq !== null) this.#held.note(seq, this.#elapsed())
          return statusCode === 200
        })
        .catch(() => this.#heardAt > began) // too busy to say so
      if (url === this.#url) this.#became(healthy ? 'up' : 'down')
    }
    if (this.#closed || this.#timer || this.#status.state === 'none') return
    this.#timer = setTimeout(
      () => void this.#check(),
      this.#status.state === 'up' ? CHECK_MS : SEARCH_MS,
    ).unref()
  }

  #became(state: 'up' | 'down'): void {
    if (this.#status.state === state) return
    this.#status = { state, since: this.#clock() }
    if (this.#silence) clearTimeout(this.#silence)
    this.#silence = state === 'down' ? setTimeout(() => this.#giveUp(), SILENCE_MS).unref() : null
    this.#changes.emit('change')
  }

  /** Whoever waits for an answer is told that none will come; what was not handed over yet is refused as it comes up. */
  #giveUp(): void {
    this.#handed.abort(new Error('the writer does not answer'))
    this.#handed = handed()
  }
}

function handed(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal) // one for each message and batch, and those have their bounds
  return controller
}
