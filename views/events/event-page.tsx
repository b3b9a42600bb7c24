// One event in full: its texts, what it means beside other events, every field, and the same as JSON.
import type { OneEvent } from '../../functions/report/events/one.ts'
import type { AsOf } from '../../functions/report/figures.ts'
import { eventUrl, sessionUrl } from '../../functions/report/filters.ts'
import { Block } from '../block.tsx'
import { AsOfLine } from '../blocks/freshness.tsx'
import { EVENT_MEANINGS, EventBadge } from '../event-type.tsx'
import { type Assets, Layout } from '../layout.tsx'
import { Moment } from '../moment.tsx'
import { EventFields } from './event-fields.tsx'
import { EventJson } from './event-json.tsx'
import { SettledFacts } from './settled-facts.tsx'
import { Texts } from './texts.tsx'

type EventPageProps = OneEvent & {
  assets: Assets
  asOf: AsOf
  /** The zone as the URL has it, which links carry on; empty when it is the usual one. */
  given: Record<string, string>
  zone: string
}

const Links = ({ event, asOf, given }: Pick<EventPageProps, 'event' | 'asOf' | 'given'>) => (
  <ul class="links" aria-label="Around this event">
    <li>
      <a href={`${sessionUrl(event.session_id, given)}#event-${event.seq}`}>Its session</a>
    </li>
    {event.offer_seq !== null && (
      <li>
        <a href={eventUrl(event.offer_seq, given)}>Its offer</a>
      </li>
    )}
    {event.seq > 1 && (
      <li>
        <a href={eventUrl(event.seq - 1, given)}>Event {event.seq - 1}</a>
      </li>
    )}
    {event.seq < asOf.seq && (
      <li>
        <a href={eventUrl(event.seq + 1, given)}>Event {event.seq + 1}</a>
      </li>
    )}
  </ul>
)

const firstOf = ({ outcomes }: OneEvent) => outcomes.find(({ resolution }) => resolution === 'first') ?? null

export const EventPage = ({ assets, asOf, given, zone, ...one }: EventPageProps) => {
  const { event } = one
  return (
    <Layout title={`Event ${event.seq}`} assets={assets} current="events">
      <h1>Event {event.seq}</h1>
      <p class="event-kind">
        <EventBadge type={event.event} /> <Moment dated at={event.ts} zone={zone} />{' '}
        <span class="quiet">{EVENT_MEANINGS[event.event]}</span>
      </p>
      <div class="events-status">
        <AsOfLine asOf={asOf} timeZone={zone} />
      </div>
      <Links event={event} asOf={asOf} given={given} />
      <Block id="event-texts" title="Before and after">
        <Texts event={event} offer={one.offer} outcome={firstOf(one)} />
      </Block>
      <Block id="event-settled" title="Beside other events" note="Settled once, when the event was stored.">
        <SettledFacts {...one} given={given} zone={zone} />
      </Block>
      <Block id="event-fields" title="Fields">
        <EventFields event={event} given={given} />
      </Block>
      <EventJson event={event} />
      <script type="module" src={assets.copyScript} />
    </Layout>
  )
}
