// The door: what happens to the texts of an event between its validation and whatever keeps it, at every entrance alike.
// What the policies redact is gone from here on: before the event is digested (whoever knows all the rest of a text could
// find a number by trying them all against a digest), queued, journaled, settled or logged.
// Ids are no texts and stay as they are: without them two sessions would become one.
import type { PolicySet } from '../coach/policies/policy-set.ts'
import type { Event } from '../event.ts'

export type Policies = Pick<PolicySet, 'policies' | 'redact' | 'redactsFrom' | 'violated' | 'version'>

/** An event as it may be kept, and what settling asks about its texts as they were sent. */
export type Admitted = {
  event_id: string | undefined
  event: Omit<Event, 'event_id'>
  /** The text that the agent used: the draft itself, another one, or not told. */
  used: 'draft' | 'other' | 'unknown'
  /** What of the text used, where it is another one than the draft, violates these policies: `violatedAmong`. */
  violated: (asked: readonly string[]) => readonly string[]
}

const NONE: readonly string[] = []
const nothing = () => NONE

/**
 * The policies that a text violates; empty where none of those asked about is known. Finding them takes as long as storing an
 * event (20 µs).
 */
export const violatedAmong = (
  policies: Policies,
  text: string,
  asked: readonly string[],
): readonly string[] =>
  policies.policies.some(({ id }) => asked.includes(id)) ? policies.violated(text) : NONE

const usedOf = ({ suggestion_used, agent_draft }: Event): Admitted['used'] =>
  suggestion_used === null ? 'unknown' : suggestion_used === agent_draft ? 'draft' : 'other'

export class Admission {
  readonly #current: () => Policies
  /** Whether texts are redacted (REDACT). */
  readonly redacts: boolean

  /** @param policies gives those that count now */
  constructor({ policies, redact }: { policies: () => Policies; redact: boolean }) {
    this.#current = policies
    this.redacts = redact
  }

  get policies(): Policies {
    return this.#current()
  }

  /** The door of one moment: with the policies as they are now, for work that takes long. */
  atOnce(): Admission {
    const policies = this.#current()
    return new Admission({ policies: () => policies, redact: this.redacts })
  }

  /** A text as it may be kept. */
  text(text: string): string {
    return this.redacts ? this.#current().redact(text) : text
  }

  admit(sent: Event): Admitted {
    const { event_id, ...event } = sent
    const used = usedOf(sent)
    const policies = this.#current()
    const text = sent.suggestion_used
    if (this.redacts) {
      event.agent_draft = policies.redact(sent.agent_draft)
      if (text !== null) event.suggestion_used = policies.redact(text)
    }
    const asked = used === 'other' && text !== null && (sent.event === 'accepted' || sent.event === 'edited')
    return {
      event_id,
      event,
      used,
      violated: asked ? (refs) => violatedAmong(policies, text, refs) : nothing,
    }
  }
}
