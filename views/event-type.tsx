// The six event types as pages name them: order, meaning and badge. It must never decide what an event means
// for a figure; that is the report group's.
import type { EventType } from '../functions/event.ts'

export const EVENT_MEANINGS: Record<EventType, string> = {
  offered: 'Suggestion shown',
  accepted: 'Used as it was',
  edited: 'Used with changes',
  rejected: 'Turned down',
  timeout: 'Never answered',
  withheld: 'Ran, nothing shown',
}

export const EventBadge = ({ type }: { type: EventType }) => (
  <span class={`badge tone-${type}`}>
    <span class="dot" aria-hidden="true" />
    {type}
  </span>
)
