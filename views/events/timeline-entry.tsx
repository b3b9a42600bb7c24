// One entry of a session's timeline: an offer with its outcomes, or an event that stands alone.
import type { TimelineEntry } from '../../functions/report/events/session.ts'
import type { SettledRow } from '../../functions/report/events/settled.ts'
import { eventUrl } from '../../functions/report/filters.ts'
import type { EventRow } from '../../functions/report/recent.ts'
import { EventBadge } from '../event-type.tsx'
import { duration } from '../format.ts'
import { Moment } from '../moment.tsx'
import { Outcome } from './outcome.tsx'
import { PolicyTags } from './policy-tags.tsx'

type EntryProps = {
  entry: TimelineEntry
  settled: ReadonlyMap<number, SettledRow>
  given: Record<string, string>
  zone: string
}

const Facts = ({ event }: { event: EventRow }) => (
  <p class="quiet">
    latency {duration(event.latency_ms)}, bucket {event.ab_test_bucket}
    {event.agent_id !== null && (
      <>
        , agent <code>{event.agent_id}</code>
      </>
    )}
  </p>
)

/** What an event that stands alone means. */
const Alone = ({ entry, given }: Pick<EntryProps, 'entry' | 'given'>) => {
  const { offer_seq } = entry.event
  if (entry.kind === 'withheld')
    return <p class="quiet">The coach ran, but nothing was shown: no outcome is awaited.</p>
  if (entry.kind === 'orphan' || offer_seq === null)
    return <p class="quiet">An orphan: no offer is known that it answers, so it counts in no rate.</p>
  return (
    <p class="quiet">
      {entry.event.resolution === 'repeat' ? 'A repeat for' : 'Answers'}{' '}
      <a href={eventUrl(offer_seq, given)}>event {offer_seq}</a>, which came earlier or in another session.
    </p>
  )
}

const Outcomes = ({ entry, settled, given, zone }: EntryProps & { entry: { kind: 'offer' } }) =>
  entry.outcomes.some(({ resolution }) => resolution === 'first') ? (
    <ul class="outcomes">
      {entry.outcomes.map((outcome) => (
        <Outcome
          outcome={outcome}
          offer={entry.event}
          settled={settled.get(outcome.seq)}
          given={given}
          zone={zone}
        />
      ))}
    </ul>
  ) : (
    <p class="open">Open: no outcome so far.</p>
  )

export const Entry = ({ entry, settled, given, zone }: EntryProps) => {
  const { event } = entry
  return (
    <li id={`event-${event.seq}`} class="block">
      <div class="block-head">
        <h2>
          <EventBadge type={event.event} />{' '}
          <span class="quiet">
            <Moment dated at={event.ts} zone={zone} />
          </span>
        </h2>
        <a href={eventUrl(event.seq, given)}>event {event.seq}</a>
      </div>
      <div class="entry">
        <div>
          <p class="text">{event.agent_draft}</p>
          {event.suggestion_used !== null && (
            <>
              <p class="quiet">Text used instead</p>
              <p class="text">{event.suggestion_used}</p>
            </>
          )}
          <PolicyTags label="Violates" policies={event.policy_refs} />
          <PolicyTags label="Prevented" policies={settled.get(event.seq)?.prevented ?? []} />
          <PolicyTags label="Shipped" policies={settled.get(event.seq)?.shipped ?? []} />
          <Facts event={event} />
        </div>
        {entry.kind === 'offer' ? (
          <Outcomes entry={entry} settled={settled} given={given} zone={zone} />
        ) : (
          <Alone entry={entry} given={given} />
        )}
      </div>
    </li>
  )
}
