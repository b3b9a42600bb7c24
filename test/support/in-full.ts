// Tables of faults too long for every `npm test`: there some of their cases run, and all of them by `npm run fault -- tables`.
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    inFull: boolean
  }
}

export const inFull = inject('inFull')

/** Every so manieth case of a table, beginning with the first; all of them in full. */
export const some = <Case>(every: number, cases: readonly Case[]): Case[] =>
  cases.filter((_, n) => inFull || n % every === 0)
