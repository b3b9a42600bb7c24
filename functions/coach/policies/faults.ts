// What is wrong with a policy file, each with its place, in words for whoever wrote it.
// It must never quote what a validator says of types alone.
import type { z } from 'zod'

/** Where in the file, as keys and places in lists, and what is wrong there. */
export type Fault = { path: readonly PropertyKey[]; message: string }

/** What the schema found, in words: an unknown field is a fault of its own place. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const path = [...above, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a field here' }))
    if (issue.code === 'invalid_union') {
      // Of several shapes the one that fits farthest in is the one that was meant.
      const meant = issue.errors.find((one) =>
        one.some(({ code, path: at }) => code !== 'invalid_type' || at.length > 0),
      )
      if (meant) return faultsOf(meant, path)
    }
    if (issue.code === 'invalid_key')
      return [{ path, message: issue.issues.map(({ message }) => message).join(', ') }]
    return [{ path, message: issue.code === 'invalid_type' ? wrongType(issue) : issue.message }]
  })
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a map of fields',
  record: 'a map of lists',
  boolean: 'true or false',
}

const wrongType = ({ expected, input }: z.core.$ZodIssueInvalidType): string =>
  input === undefined ? 'is missing' : `must be ${TYPES[expected] ?? `a ${expected}`}`
