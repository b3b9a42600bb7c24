// What is under way: events neither stored nor refused yet, within bounds, and the ids that clients gave them.
import type { Received } from './numbered.ts'

/** Events waiting: about a second of work at full speed. */
const MAX_EVENTS = 20_000
/** Characters of text waiting (UTF-16, so twice as many bytes): what 20,000 ordinary events need, ten times over. */
const MAX_CHARACTERS = 64 * 1024 * 1024

const characters = ({ event }: Received) => event.agent_draft.length + (event.suggestion_used?.length ?? 0)

export class Held {
  #events = 0
  #characters = 0
  readonly #ids = new Set<string>()

  get size(): { events: number; characters: number } {
    return { events: this.#events, characters: this.#characters }
  }

  /** Whether so many more events may be taken. */
  hasRoomFor(events: number): boolean {
    return this.#events + events <= MAX_EVENTS && this.#characters < MAX_CHARACTERS
  }

  hasId(id: string): boolean {
    return this.#ids.has(id)
  }

  take(received: Received): void {
    this.#events += 1
    this.#characters += characters(received)
    if (received.digest !== null) this.#ids.add(received.id)
  }

  release(received: Received): void {
    this.#events -= 1
    this.#characters -= characters(received)
    if (received.digest !== null) this.#ids.delete(received.id)
  }

  /** Holds ids of events that count in no bound here. @returns what releases them */
  holdIds(ids: readonly string[]): () => void {
    for (const id of ids) this.#ids.add(id)
    return () => {
      for (const id of ids) this.#ids.delete(id)
    }
  }
}
