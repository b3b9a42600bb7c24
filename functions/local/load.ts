// Whether a process is busy, from the processor time that it took. Pure: it must never read a clock itself.

/** Cores' worth of work at which a process counts as busy, and below which it may be calm again. */
const BUSY = 0.6
const CALM = 0.3
/** It is calm once it was so for this long: a pause between two bursts is none. */
const CALM_MS = 2_000

/** How often to look. */
export const LOOK_MS = 250

export class Load {
  #busy = false
  #before: { at: number; used: number } | null = null
  #calmSince: number | null = null

  /**
   * @param at any clock's milliseconds  @param used processor time so far, in milliseconds
   * @returns whether the process is busy now, when that has changed; else null
   */
  look(at: number, used: number): boolean | null {
    const before = this.#before
    this.#before = { at, used }
    if (before === null || at <= before.at) return null
    const cores = (used - before.used) / (at - before.at)
    if (cores >= CALM) this.#calmSince = null
    else this.#calmSince ??= before.at
    if (!this.#busy && cores >= BUSY) return this.#become(true)
    if (this.#busy && this.#calmSince !== null && at - this.#calmSince >= CALM_MS) return this.#become(false)
    return null
  }

  #become(busy: boolean): boolean {
    this.#busy = busy
    return busy
  }
}
