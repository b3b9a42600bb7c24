// The rows of events that are about to be stored: their numbers, and what follows from the events before them.
import { type LoggedEvent, loggedEvent } from '../event.ts'
import type { Admitted } from './admission.ts'
import { arrivalOf, type Settler } from './settle.ts'

/** An event with its id; `digest` of what it says only when the client chose the id. `ts`: epoch milliseconds. */
export type Received = Omit<Admitted, 'event_id'> & { id: string; digest: string | null; ts: number }

/** @param first the number of the first; the settler must have settled all before it, and nothing after */
export const numbered = (settler: Settler, first: number, events: readonly Received[]): LoggedEvent[] =>
  events.map((received, index) => {
    const seq = first + index
    const { event, id, digest, ts } = received
    const settled = settler.settle(arrivalOf(received), seq, ts)
    return loggedEvent(event, settled, { seq, id, ts, content_digest: digest })
  })
