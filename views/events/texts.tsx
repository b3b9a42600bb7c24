// The texts of an event, before and after, in full. They are other people's: always as text, never as markup.
import type { EventRow } from '../../functions/report/recent.ts'

const Text = ({ title, children }: { title: string; children: string }) => (
  <div>
    <h3>{title}</h3>
    <p class="text">{children}</p>
  </div>
)

/** Why there is no second text. */
const withoutUsed = ({ event }: EventRow): string => {
  if (event === 'offered') return 'The suggestion was shown, and no outcome says yet which text was used.'
  if (event === 'withheld') return 'Nothing was shown: the draft is the final text.'
  if (event === 'accepted' || event === 'edited') return 'The text that was used was not sent.'
  return 'The suggestion was not used: the draft is the final text.'
}

type TextsProps = {
  event: EventRow
  /** Of an outcome: its draft is shown too where it is another one. */
  offer: EventRow | null
  /** Of an offer, its first: which text was used is told there. */
  outcome: EventRow | null
}

export function Texts({ event, offer, outcome }: TextsProps) {
  const after = event.suggestion_used === null && outcome !== null ? outcome : event
  return (
    <div class="texts">
      {offer !== null && offer.agent_draft !== event.agent_draft && (
        <Text title="Draft of the offer">{offer.agent_draft}</Text>
      )}
      <Text title="Draft">{event.agent_draft}</Text>
      {after.suggestion_used === null ? (
        <p class="quiet">{withoutUsed(after)}</p>
      ) : (
        <Text
          title={
            after.suggestion_used === event.agent_draft ? 'Text used: the draft itself' : 'Text used instead'
          }
        >
          {after.suggestion_used}
        </Text>
      )}
    </div>
  )
}
