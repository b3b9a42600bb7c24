// The text of a policy file: what it holds, and in which line each of its fields stands. Lines are looked for only once
// something is wrong. It must never show more of the file than what is wrong.
import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from 'js-yaml'
import type { Fault } from './faults.ts'

/** Several at once help, hundreds do not. */
const MAX_FAULTS = 20
const MAX_ALIASES = 100

export class PolicyText {
  readonly #source: string
  readonly #events: readonly Event[]
  /** What the file holds; null when it is no YAML, and `unreadable` says why. */
  readonly value: unknown = null
  readonly unreadable: string | null = null

  constructor(source: string) {
    this.#source = source
    let events: Event[] = []
    try {
      events = parseEvents(source, {})
      const documents = constructFromEvents(events, { source, maxAliases: MAX_ALIASES })
      if (documents.length > 1) this.unreadable = 'line 1: holds several documents, where one is read'
      else this.value = documents[0] ?? {}
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error
      this.unreadable = `line ${(error.mark?.line ?? 0) + 1}: ${oneLine(error.reason)}`
    }
    this.#events = events
  }

  /** One line per fault, in the order of the file: `line 12: policies.0.severity must be one of …`. */
  lines(faults: readonly Fault[]): string[] {
    const offsets = this.#offsets()
    return faults
      .map(({ path, message }) => ({
        line: this.#lineAt(deepest(offsets, path)),
        text: `${path.join('.')} ${message}`.trim(),
      }))
      .sort((a, b) => a.line - b.line)
      .slice(0, MAX_FAULTS)
      .map(({ line, text }) => `line ${line}: ${oneLine(text)}`)
  }

  #lineAt(offset: number): number {
    return this.#source.slice(0, offset).split('\n').length
  }

  /** Where each field begins, by its path: what is a value of a map begins with its key. */
  #offsets(): Map<string, number> {
    const offsets = new Map<string, number>()
    const events = this.#events
    let at = 0
    const read = (path: readonly PropertyKey[]) => {
      const event = events[at]
      at += 1
      if (event?.type === EVENT_ID.SEQUENCE || event?.type === EVENT_ID.DOCUMENT) {
        for (let n = 0; at < events.length && events[at]?.type !== EVENT_ID.POP; n += 1)
          readItem(event.type === EVENT_ID.DOCUMENT ? path : [...path, n])
        at += 1
      } else if (event?.type === EVENT_ID.MAPPING) {
        while (at < events.length && events[at]?.type !== EVENT_ID.POP) readPair(path)
        at += 1
      }
    }
    const readItem = (path: readonly PropertyKey[]) => {
      offsets.set(keyOf(path), offsetOf(events[at]))
      read(path)
    }
    const readPair = (path: readonly PropertyKey[]) => {
      const key = events[at]
      if (key?.type !== EVENT_ID.SCALAR) {
        read(path)
        read(path)
        return
      }
      const inner = [...path, getScalarValue(this.#source, key)]
      offsets.set(keyOf(inner), offsetOf(key))
      at += 1
      read(inner)
    }
    read([])
    return offsets
  }
}

const keyOf = (path: readonly PropertyKey[]) => path.map(String).join('\n')

/** Of the deepest part of the path that is there. */
function deepest(offsets: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsets.get(keyOf(path.slice(0, length)))
    if (offset !== undefined) return offset
  }
  return 0
}

function offsetOf(event: Event | undefined): number {
  if (event?.type === EVENT_ID.SCALAR) return Math.max(0, event.valueStart)
  return event?.type === EVENT_ID.SEQUENCE || event?.type === EVENT_ID.MAPPING ? event.start : 0
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 300)
