// The way from a report instance to the writer: whether it is there, and handing events on to it.
// It must never send an event twice: only the caller knows whether its event may be repeated.
import { EventEmitter } from 'node:events'
import { Agent, type Dispatcher, request } from 'undici'
import type { ApiKey } from './edge/api-keys.ts'
import { Batcher } from './handoff/batcher.ts'
import type { Answer, Sent } from './handoff/frame.ts'
import { Problem } from './problem.ts'

/** Messages on their way at once, each on a connection of its own; and one connection for asking after its health. */
const MESSAGES = 8
/** Events held for the writer, and bytes of them: about a second's worth at full speed. */
const MAX_EVENTS = 8_192
const MAX_BYTES = 64 * 1024 * 1024
/** The longest wait for an answer: many commits' worth, even on a slow disk. */
const ANSWER_MS = 10_000
/** How often the writer is asked for its health; a writer that says nothing for this long counts as down. */
const CHECK_MS = 1_000
/** How often a writer that is down is looked for. */
const SEARCH_MS = 200

/** `none`: this instance was started without a writer. `since` is epoch milliseconds. */
export type WriterStatus = { state: 'up' | 'down' | 'none'; since: number | null }

/** Errors after which the writer cannot have seen the request. */
const neverSent = (error: unknown) =>
  ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  )

export class WriterLink {
  readonly #agent = new Agent({
    connections: MESSAGES + 1,
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
  readonly #headers: Record<string, string>
  readonly #changes = new EventEmitter().setMaxListeners(0)
  #url: string | null
  #status: WriterStatus
  #timer: NodeJS.Timeout | null = null
  #closed = false

  /**
   * @param options.url where the writer is; null while it is not known yet, 'none' when there is none to expect
   * @param options.keys what the writer knows too: the first that may write opens its port
   */
  constructor({
    url,
    clock,
    keys,
  }: { url: string | null | 'none'; clock: () => number; keys: readonly ApiKey[] }) {
    this.#clock = clock
    const key = keys.find(({ scopes }) => scopes.includes('write'))
    this.#headers = key === undefined ? {} : { authorization: `Bearer ${key.secret}` }
    this.#url = url === 'none' ? null : url
    this.#status = url === 'none' ? { state: 'none', since: null } : { state: 'down', since: clock() }
    void this.#check()
  }

  get status(): WriterStatus {
    return this.#status
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

  async #send(message: Uint8Array): Promise<string> {
    if (this.#url === null) throw new Problem('writer-unavailable')
    let answer: Dispatcher.ResponseData
    let text: string
    try {
      answer = await request(new URL('/events/handoff', this.#url), {
        dispatcher: this.#agent,
        method: 'POST',
        headers: this.#headers,
        body: message,
      })
      text = await answer.body.text()
    } catch (error) {
      void this.#check()
      throw new Problem(
        neverSent(error) ? 'writer-unavailable' : 'outcome-unknown',
        undefined,
        undefined,
        error,
      )
    }
    // The writer takes all of a message or nothing.
    if (answer.statusCode !== 200)
      throw new Problem(
        'writer-unavailable',
        undefined,
        undefined,
        new Error(`${answer.statusCode}: ${text}`),
      )
    return text
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#agent.close()
  }

  async #check(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const url = this.#url
    if (url !== null) {
      const healthy = await request(new URL('/health', url), {
        dispatcher: this.#agent,
        headersTimeout: CHECK_MS,
        signal: AbortSignal.timeout(CHECK_MS),
      }).then(
        async ({ statusCode, body }) => {
          await body.dump()
          return statusCode === 200
        },
        () => false,
      )
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
    this.#changes.emit('change')
  }
}
