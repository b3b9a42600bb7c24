// The way from a report instance to the writer: whether it is there, and handing requests on to it.
// It must never send a request twice: only the caller knows whether its event may be repeated.
import { EventEmitter } from 'node:events'
import { Agent, type Dispatcher, request } from 'undici'
import { Problem } from './problem.ts'

/** Connections to the writer; more requests wait in line for one. */
const CONNECTIONS = 256
/** Requests on their way at once; more are refused. */
const MAX_FORWARDED = 4_096
/** The longest wait for an answer: many commits' worth, even on a slow disk. */
const ANSWER_MS = 10_000
/** How often the writer is asked for its health; a writer that says nothing for this long counts as down. */
const CHECK_MS = 1_000
/** How often a writer that is down is looked for. */
const SEARCH_MS = 200

/** `none`: this instance was started without a writer. `since` is epoch milliseconds. */
export type WriterStatus = { state: 'up' | 'down' | 'none'; since: number | null }

/** What passes from the caller to the writer, and back. */
const REQUEST_HEADERS = ['authorization', 'content-type', 'idempotency-key']
const RESPONSE_HEADERS = ['content-type', 'retry-after', 'allow', 'cache-control']

/** Errors after which the writer cannot have seen the request. */
const neverSent = (error: unknown) =>
  ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  )

export class WriterLink {
  readonly #agent = new Agent({
    connections: CONNECTIONS,
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
    connect: { timeout: CHECK_MS },
  })
  readonly #clock: () => number
  readonly #changes = new EventEmitter().setMaxListeners(0)
  #url: string | null
  #status: WriterStatus
  #timer: NodeJS.Timeout | null = null
  #forwarded = 0
  #closed = false

  /** @param options.url where the writer is; null while it is not known yet, 'none' when there is none to expect */
  constructor({ url, clock }: { url: string | null | 'none'; clock: () => number }) {
    this.#clock = clock
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
   * Hands a request to the writer and its answer back.
   * @throws Problem writer-unavailable (it was not sent), outcome-unknown (it was), queue-full
   */
  async forward(incoming: Request, body: Uint8Array): Promise<Response> {
    if (this.#url === null || this.#status.state !== 'up') throw new Problem('writer-unavailable')
    if (this.#forwarded >= MAX_FORWARDED) throw new Problem('queue-full')
    const { pathname, search } = new URL(incoming.url)
    this.#forwarded += 1
    try {
      const answer = await request(new URL(pathname + search, this.#url), {
        dispatcher: this.#agent,
        method: incoming.method as Dispatcher.HttpMethod,
        headers: picked(REQUEST_HEADERS, (name) => incoming.headers.get(name)),
        body,
      })
      return new Response(await answer.body.arrayBuffer(), {
        status: answer.statusCode,
        headers: picked(RESPONSE_HEADERS, (name) => answer.headers[name]?.toString() ?? null),
      })
    } catch (error) {
      void this.#check()
      throw new Problem(
        neverSent(error) ? 'writer-unavailable' : 'outcome-unknown',
        undefined,
        undefined,
        error,
      )
    } finally {
      this.#forwarded -= 1
    }
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

const picked = (names: string[], get: (name: string) => string | null) =>
  Object.fromEntries(
    names.map((name) => [name, get(name)]).filter((pair): pair is [string, string] => pair[1] !== null),
  )
