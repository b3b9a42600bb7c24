// What is wrong with a policy file, each with its line. It must never show more of the file than what is wrong.
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** Where in the file, as keys and places in lists, and what is wrong there. */
export type Fault = { path: readonly PropertyKey[]; message: string }

/** Several at once help, hundreds do not. */
const MAX_FAULTS = 20

export class PolicyText {
  readonly #lines = new LineCounter()
  readonly #document: Document.Parsed

  constructor(yaml: string) {
    this.#document = parseDocument(yaml, { lineCounter: this.#lines, prettyErrors: false })
  }

  /** What the file holds; null when it is no YAML, and `unreadable` says why. */
  value(): unknown {
    return this.#document.errors.length > 0 ? null : this.#document.toJS({ maxAliasCount: 100 })
  }

  /** One line per fault of the YAML itself. */
  unreadable(): string[] {
    return this.#document.errors
      .slice(0, MAX_FAULTS)
      .map(({ pos, message }) => `line ${this.#lines.linePos(pos[0]).line}: ${oneLine(message)}`)
  }

  /** One line per fault, in the order of the file: `line 12: policies.0.severity must be one of …`. */
  lines(faults: readonly Fault[]): string[] {
    return faults
      .map(({ path, message }) => ({ line: this.#lineOf(path), text: `${path.join('.')} ${message}`.trim() }))
      .sort((a, b) => a.line - b.line)
      .slice(0, MAX_FAULTS)
      .map(({ line, text }) => `line ${line}: ${oneLine(text)}`)
  }

  /** Of the deepest part of the path that is there. */
  #lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = this.#offsetOf(path.slice(0, length))
      if (offset !== null) return this.#lines.linePos(offset).line
    }
    return 1
  }

  /** A key’s own place where it has one: its value may begin a line later. */
  #offsetOf(path: readonly PropertyKey[]): number | null {
    const parent = this.#document.getIn(path.slice(0, -1), true)
    const last = path.at(-1)
    if (isMap(parent)) {
      const key = parent.items.find(
        (pair) => isScalar(pair.key) && String(pair.key.value) === String(last),
      )?.key
      if (isNode(key)) return key.range?.[0] ?? null
    }
    const node = this.#document.getIn(path, true)
    return isNode(node) ? (node.range?.[0] ?? null) : null
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 300)

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
