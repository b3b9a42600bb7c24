// One language model as this process knows it: how its last calls went, and whether it may be asked now.
// A model that is down must never cost every suggestion its time-out: it is left alone for longer after each failure, and
// then asked by one suggestion alone.
import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { complete, type Message, type Question, Refused } from './endpoint.ts'
import { FALLBACK_REASONS, type FallbackReason, isDown, NoAnswer } from './fallback.ts'
import { RecentTimes } from './recent-times.ts'
import type { LanguageModel } from './setting.ts'

/** After the first failure; doubled by each further one in a row. */
const COOLING_MS = { first: 1_000, longest: 60_000 }

const when = z.iso.datetime().nullable()
export const providerStatusSchema = z.object({
  name: z.string().describe('`model@host`.'),
  host: z.string(),
  model: z.string(),
  state: z
    .enum(['untried', 'ok', 'failing', 'cooling-down'])
    .describe('By its last call. `cooling-down`: it is not asked until `cooling_until`.'),
  calls: z.int().min(0).describe('Calls that have ended, since this instance started.'),
  answered: z.int().min(0).describe('Those whose answer was used.'),
  last_success_at: when,
  last_failure_at: when,
  last_failure: z.enum(FALLBACK_REASONS).nullable().describe('Why that one failed.'),
  cooling_until: when,
  p50_ms: z.int().min(0).nullable().describe('Median time of the last 100 answers that were used.'),
})
type ProviderStatus = z.infer<typeof providerStatusSchema>

/** `clock`: epoch milliseconds, for those who read its state; `elapsed`: those of a clock that nobody sets. */
export type Clocks = { clock: () => number; elapsed: () => number }

export type Patience = { dispatcher: Dispatcher; timeoutMs: number }

const isoTime = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

export class Provider {
  readonly #model: LanguageModel
  readonly #clock: () => number
  readonly #elapsed: () => number
  readonly #times = new RecentTimes()
  #calls = 0
  #answered = 0
  #succeededAt: number | null = null
  #failure: { reason: FallbackReason; at: number } | null = null
  #failed = false
  /** Failures in a row that say it is down. */
  #down = 0
  /** By `elapsed`. */
  #coolsAt = 0
  #coolsUntil = 0
  #probing = false
  /** Whether it takes a schema: many do not, and say so with 400. */
  #takesSchema = true

  constructor(model: LanguageModel, { clock, elapsed }: Clocks) {
    this.#model = model
    this.#clock = clock
    this.#elapsed = elapsed
  }

  get name(): string {
    return this.#model.name
  }

  /** Whether it may be asked now. */
  get isReady(): boolean {
    return this.#down === 0 || (!this.#probing && this.#elapsed() >= this.#coolsUntil)
  }

  /**
   * @param use what is made of its words; throws NoAnswer when they cannot be used
   * @throws NoAnswer
   */
  async ask<T>(
    messages: readonly Message[],
    schema: object,
    use: (words: string) => T,
    patience: Patience,
  ): Promise<T> {
    const probe = this.#down > 0
    const began = { at: this.#elapsed(), ms: performance.now() }
    this.#probing ||= probe
    try {
      const used = use(await this.#words({ messages, schema }, patience))
      this.#succeeded(performance.now() - began.ms)
      return used
    } catch (error) {
      if (error instanceof NoAnswer) this.#hasFailed(error, began.at)
      throw error
    } finally {
      if (probe) this.#probing = false
    }
  }

  get status(): ProviderStatus {
    const { name, host, model } = this.#model
    const left = this.#coolsUntil - this.#elapsed()
    const cooling = this.#down > 0 && left > 0
    return {
      ...{ name, host, model },
      state: cooling ? 'cooling-down' : this.#calls === 0 ? 'untried' : this.#failed ? 'failing' : 'ok',
      ...{ calls: this.#calls, answered: this.#answered },
      last_success_at: isoTime(this.#succeededAt),
      last_failure_at: isoTime(this.#failure?.at ?? null),
      last_failure: this.#failure?.reason ?? null,
      cooling_until: cooling ? isoTime(this.#clock() + left) : null,
      p50_ms: this.#times.median(),
    }
  }

  async #words({ messages, schema }: Question, { dispatcher, timeoutMs }: Patience): Promise<string> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeoutMs)
    const ask = (question: Question) => complete(this.#model, question, { dispatcher, signal: late.signal })
    try {
      if (!this.#takesSchema) return await ask({ messages, schema: null })
      return await ask({ messages, schema }).catch(async (error) => {
        if (!(error instanceof Refused) || (error.status !== 400 && error.status !== 422)) throw error
        const words = await ask({ messages, schema: null })
        this.#takesSchema = false
        return words
      })
    } finally {
      clearTimeout(timer)
    }
  }

  #succeeded(ms: number): void {
    this.#calls += 1
    this.#answered += 1
    this.#failed = false
    this.#down = 0
    this.#succeededAt = this.#clock()
    this.#times.add(ms)
  }

  #hasFailed({ reason, retryAfterMs }: NoAnswer, beganAt: number): void {
    const now = this.#elapsed()
    this.#calls += 1
    this.#failed = true
    this.#failure = { reason, at: this.#clock() }
    if (!isDown(reason)) {
      this.#down = 0 // it answers, if badly
      return
    }
    // Calls that were under way when another one failed say nothing new.
    if (this.#down > 0 && beganAt <= this.#coolsAt) return
    const cooling = Math.max(retryAfterMs, COOLING_MS.first * 2 ** this.#down)
    this.#down += 1
    this.#coolsAt = now
    this.#coolsUntil = now + Math.min(COOLING_MS.longest, cooling)
  }
}
