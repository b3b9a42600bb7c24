// The experiment for a page with any filters: what it cannot be narrowed to is an answer there, and no failure.
// It must never take a real failure for a refusal.
import { type FieldError, Problem } from '../../problem.ts'

/** Why there is no comparison under the filters asked for, by filter. */
export type Refused = { refused: readonly FieldError[] }

/** The figures, or what the report said against the filters. Any other error is thrown on. */
export const unlessRefused = <T>(figures: Promise<T>): Promise<T | Refused> =>
  figures.catch((error) => {
    if (error instanceof Problem && error.slug === 'invalid-parameter' && error.errors !== undefined)
      return { refused: error.errors }
    throw error
  })
