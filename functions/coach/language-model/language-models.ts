// The language models that the coach may ask, one after the other until one answers, within one time for all of them.
// Only those of the settings are ever called. It must never keep a suggestion waiting for longer than that time.
import { Agent } from 'undici'
import type { Message } from './endpoint.ts'
import { type FallbackReason, NoAnswer } from './fallback.ts'
import { type Clocks, Provider } from './provider.ts'
import type { LanguageModel } from './setting.ts'

/** Suggestions that are with a model at once, in this process; further ones are written offline. */
const MAX_AT_ONCE = 16

export type Asked<T> = { ok: true; by: string; used: T } | { ok: false; reason: FallbackReason }

export class LanguageModels {
  /** Timed by the provider; idle connections end before most servers’ do. */
  readonly #agent = new Agent({ connections: MAX_AT_ONCE, headersTimeout: 0, bodyTimeout: 0 })
  readonly #providers: readonly Provider[]
  readonly #timeoutMs: number
  #atOnce = 0

  constructor({
    models,
    timeoutMs,
    ...clocks
  }: Clocks & { models: readonly LanguageModel[]; timeoutMs: number }) {
    this.#providers = models.map((model) => new Provider(model, clocks))
    this.#timeoutMs = timeoutMs
  }

  get isEmpty(): boolean {
    return this.#providers.length === 0
  }

  status() {
    return this.#providers.map((provider) => provider.status)
  }

  /**
   * @param schema of what the model should write
   * @param use what is made of its words; throws NoAnswer when they cannot be used, and the next model is asked
   * @returns the first that could be used, or why the last one that was asked brought nothing
   */
  async ask<T>(messages: readonly Message[], schema: object, use: (words: string) => T): Promise<Asked<T>> {
    if (this.#atOnce >= MAX_AT_ONCE) return { ok: false, reason: 'busy' }
    this.#atOnce += 1
    try {
      return await this.#askInTurn(messages, schema, use)
    } finally {
      this.#atOnce -= 1
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }

  async #askInTurn<T>(
    messages: readonly Message[],
    schema: object,
    use: (words: string) => T,
  ): Promise<Asked<T>> {
    const until = performance.now() + this.#timeoutMs
    let reason: FallbackReason = 'cooling-down'
    for (const [n, provider] of this.#providers.entries()) {
      if (!provider.isReady) continue
      const left = until - performance.now()
      if (left <= 0) break
      // What is left is shared with those that could still be asked: one that hangs must not use it up.
      const others = this.#providers.slice(n + 1).filter((other) => other.isReady).length
      const patience = { dispatcher: this.#agent, timeoutMs: left / (1 + others) }
      try {
        return { ok: true, by: provider.name, used: await provider.ask(messages, schema, use, patience) }
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        reason = error.reason
      }
    }
    return { ok: false, reason }
  }
}
