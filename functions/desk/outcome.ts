// The event that says what became of an offer. It must never carry a policy or a latency that the offer does not.
import type { OutcomeType } from '../event.ts'
import { repeatableId } from './repeatable-id.ts'
import type { Offer, Pending } from './state.ts'

/** @param used the text that goes out instead of the draft; null where the draft itself does */
export function outcomeOf({ event }: Offer, outcome: OutcomeType, used: string | null): Pending {
  return {
    ...event,
    event: outcome,
    suggestion_used: used,
    event_id: repeatableId(event.suggestion_id, outcome, used ?? ''),
  }
}

/** Who changes nothing has used the suggestion as it was, whichever button was pressed. */
export const usedOrEdited = ({ texts }: Offer, edited: string): 'accepted' | 'edited' =>
  texts.includes(edited) ? 'accepted' : 'edited'
