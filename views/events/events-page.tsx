// The list of events, newest first. It must never load anything, nor move while somebody reads it: newer events are
// announced by a link.
import type { AsOf } from '../../functions/report/figures.ts'
import { eventsUrl } from '../../functions/report/filters.ts'
import type { RecentEvents } from '../../functions/report/recent.ts'
import type { Scope } from '../../functions/report/scope.ts'
import type { Loaded } from '../block.tsx'
import { AsOfLine, type WriterState } from '../blocks/freshness.tsx'
import { Start } from '../blocks/start.tsx'
import { FilterBar, type Filters } from '../filters/filter-bar.tsx'
import { type Assets, JsonLinks, Layout } from '../layout.tsx'
import { LiveStream } from '../live-stream.tsx'
import { LiveUpdate } from '../live-update.tsx'
import { EventList } from './event-list.tsx'
import { NewerEvents } from './newer.tsx'

export type EventsProps = {
  assets: Assets
  /** Where the page is served, such as http://127.0.0.1:8000. */
  origin: string
  /** What is listed; its zone is the one in which times are written. */
  scope: Scope
  /** The scope's parameters as the URL has them, which links carry on, and the same as a query string. */
  given: Record<string, string>
  query: string
  /** Parameters of the page itself that links within the list keep. */
  kept: Record<string, string>
  asOf: AsOf
  /** False while nothing was ever published. */
  initialised: boolean
  writer: WriterState
  /** Only events with a lower seq are listed; null on the page of the newest. */
  before: number | null
  events: Loaded<RecentEvents>
  /** How many there are on all pages; null when that is not known. */
  total: number | null
  /** Where the page listens for newer events. */
  streamUrl: string
}

type PageProps = EventsProps & { filters: Filters }

const Listed = (props: EventsProps) => (
  <div id="listed">
    <div class="events-status">
      <AsOfLine asOf={props.asOf} timeZone={props.scope.zone} />
      <NewerEvents
        newer={{ count: 0, more: false }}
        after={props.asOf.seq}
        href={eventsUrl(props.given, props.kept)}
        writer={props.writer}
        timeZone={props.scope.zone}
      />
    </div>
    {props.initialised && props.asOf.seq > 0 ? (
      <EventList {...props} />
    ) : (
      <Start
        initialised={props.initialised}
        origin={props.origin}
        note="A link to the first events appears above by itself."
      />
    )}
  </div>
)

/** The page without its frame: what travels when a filter changes, and when somebody leafs. */
export const EventsParts = ({ filters, ...props }: PageProps) => (
  <LiveUpdate
    blocks={[
      { id: 'filters', element: <FilterBar scope={props.scope} {...filters} />, anew: true },
      { id: 'listed', element: <Listed {...props} />, anew: true },
      { id: 'live', element: <LiveStream url={props.streamUrl} />, anew: true },
      { id: 'json-links', element: <JsonLinks query={props.query} />, anew: true },
    ]}
  />
)

export const EventsPage = ({ filters, ...props }: PageProps) => (
  <Layout title="Events" assets={props.assets} current="events" query={props.query}>
    <h1>Events</h1>
    <FilterBar scope={props.scope} {...filters} />
    <Listed {...props} />
    <LiveStream url={props.streamUrl} />
    <script src={props.assets.shortcutsScript} type="module" />
    <script src={props.assets.fragmentsScript} type="module" />
  </Layout>
)
