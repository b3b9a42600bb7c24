// One outcome beside its offer: what, when, with which text. It must never hide that a repeat counts nowhere.
import type { SettledRow } from '../../functions/report/events/settled.ts'
import { eventUrl } from '../../functions/report/filters.ts'
import type { EventRow } from '../../functions/report/recent.ts'
import { EventBadge } from '../event-type.tsx'
import { Figure } from '../figure.tsx'
import { span } from '../format.ts'
import { Moment } from '../moment.tsx'
import { PolicyTags } from './policy-tags.tsx'

type Given = Record<string, string>

/** Milliseconds from one to the other; null where the clock went back, and nobody knows. */
function between(from: string, to: string): number | null {
  const ms = Date.parse(to) - Date.parse(from)
  return ms < 0 ? null : ms
}

/** How long after its offer an outcome came. */
export const After = ({ offered, at }: { offered: string; at: string }) => (
  <>
    after <span class="figure">{<Figure value={between(offered, at)} as={span} />}</span>
  </>
)

type OutcomeProps = {
  outcome: EventRow
  offer: EventRow
  settled: SettledRow | undefined
  given: Given
  zone: string
}

export const Outcome = ({ outcome, offer, settled, given, zone }: OutcomeProps) => (
  <li id={`event-${outcome.seq}`} class="outcome">
    <p>
      <EventBadge type={outcome.event} /> <After offered={offer.ts} at={outcome.ts} />,{' '}
      <Moment dated at={outcome.ts} zone={zone} />,{' '}
      <a href={eventUrl(outcome.seq, given)}>event {outcome.seq}</a>
      {outcome.session_id !== offer.session_id && (
        <>
          , in session <code>{outcome.session_id}</code>
        </>
      )}
    </p>
    {outcome.resolution === 'repeat' && (
      <p class="quiet">A repeat: the offer had its outcome already, so this one counts in no rate.</p>
    )}
    {outcome.agent_draft !== offer.agent_draft && (
      <>
        <p class="quiet">Its draft is another one</p>
        <p class="text">{outcome.agent_draft}</p>
      </>
    )}
    {outcome.suggestion_used !== null && (
      <>
        <p class="quiet">Text used instead</p>
        <p class="text">{outcome.suggestion_used}</p>
      </>
    )}
    <PolicyTags label="Prevented" policies={settled?.prevented ?? []} />
    <PolicyTags label="Shipped" policies={settled?.shipped ?? []} />
  </li>
)
