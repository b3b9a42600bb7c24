// A session as it went, the first event on top. It must never call an offer open whose outcome came elsewhere.
import type { SessionTimeline } from '../../functions/report/events/session.ts'
import type { AsOf } from '../../functions/report/figures.ts'
import { eventsUrl, reportsUrl, sessionUrl } from '../../functions/report/filters.ts'
import { AsOfLine } from '../blocks/freshness.tsx'
import { count } from '../format.ts'
import { type Assets, Layout } from '../layout.tsx'
import { Moment } from '../moment.tsx'
import { Exports } from './exports.tsx'
import { Entry } from './timeline-entry.tsx'

type SessionPageProps = {
  assets: Assets
  asOf: AsOf
  session: string
  timeline: SessionTimeline
  /** Only events with a lower seq; null on the page with the newest. */
  before: number | null
  /** The zone as the URL has it, which links carry on; empty when it is the usual one. */
  given: Record<string, string>
  zone: string
}

function Extent({ timeline, before, zone }: Pick<SessionPageProps, 'timeline' | 'before' | 'zone'>) {
  const { events, first, last, next_before } = timeline
  if (first === null || last === null)
    return (
      <p>
        None was found as far back as event <span class="figure">{next_before}</span>, where this search
        stopped: the older events were not looked at yet.
      </p>
    )
  const whole = before === null && next_before === null
  return (
    <p>
      {whole ? '' : before === null ? 'The newest ' : 'Older: '}
      {count(events)} {events === 1 ? 'event' : 'events'}, <Moment dated at={first.ts} zone={zone} />
      {events > 1 && (
        <>
          {' to '}
          <Moment dated at={last.ts} zone={zone} />
        </>
      )}
    </p>
  )
}

function Links({ session, timeline, before, given }: Omit<SessionPageProps, 'assets' | 'asOf' | 'zone'>) {
  const ofSession = { session_id: session, ...given }
  return (
    <ul class="links" aria-label="More of this session">
      {timeline.next_before !== null && (
        <li>
          <a href={sessionUrl(session, given, { before: String(timeline.next_before) })}>Older events</a>
        </li>
      )}
      {before !== null && (
        <li>
          <a href={sessionUrl(session, given)}>Newest events</a>
        </li>
      )}
      <li>
        <a href={reportsUrl(ofSession)}>Its figures</a>
      </li>
      <li>
        <a href={eventsUrl(ofSession)}>Its events as a list</a>
      </li>
    </ul>
  )
}

export const SessionPage = ({ assets, asOf, ...props }: SessionPageProps) => {
  const { session, timeline, given, zone } = props
  const query = new URLSearchParams({ session_id: session, ...given }).toString()
  return (
    <Layout title={`Session ${session}`} assets={assets} current="events" query={query}>
      <h1 class="named">
        Session <code>{session}</code>
      </h1>
      <div class="events-status">
        <AsOfLine asOf={asOf} timeZone={zone} />
      </div>
      <Extent {...props} />
      <Links {...props} />
      <ol class="timeline">
        {timeline.entries.map((entry) => (
          <Entry entry={entry} settled={timeline.settled} given={given} zone={zone} />
        ))}
      </ol>
      {timeline.moreOutcomes && <p class="quiet">Further repeats of outcomes are left out here.</p>}
      <Exports query={query} of="All events of this session" />
    </Layout>
  )
}
