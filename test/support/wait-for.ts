// Waits for a condition, never for a time.
import { setTimeout as sleep } from 'node:timers/promises'

/** @returns the first value of `probe` that is neither false, null nor undefined; a probe that throws is tried again */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + withinMs
  let failure: unknown
  for (;;) {
    try {
      const value = await probe()
      if (value !== false && value !== null && value !== undefined)
        return value as NonNullable<Exclude<T, false>>
    } catch (error) {
      failure = error
    }
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms for ${what}`, { cause: failure })
    await sleep(10)
  }
}
