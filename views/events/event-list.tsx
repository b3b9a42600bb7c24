// One page of the list of events, with the ways to the others and to a file of all of them.
// It must never say that there is none while some were not looked at.
import { eventsUrl } from '../../functions/report/filters.ts'
import type { RecentEvents } from '../../functions/report/recent.ts'
import { LoadedBlock } from '../block.tsx'
import { definitions, isFiltered } from '../blocks/definitions.ts'
import { EventTable } from '../blocks/event-table.tsx'
import { count } from '../format.ts'
import { IN_PARTS } from '../live-stream.tsx'
import type { EventsProps } from './events-page.tsx'
import { Exports } from './exports.tsx'

type ListProps = Pick<EventsProps, 'scope' | 'given' | 'kept' | 'query' | 'before' | 'events' | 'total'>
type PageProps = ListProps & { page: RecentEvents }

const many = (events: number) => `${count(events)} ${events === 1 ? 'event' : 'events'}`

/** Whether the page has all there is: a full page alone does not know whether more follows. */
const isWhole = ({ page, before, total }: PageProps) =>
  before === null && (page.next_before === null || page.events.length === total)

/** Whether no page has anything. */
const isEmpty = (props: PageProps) => isWhole(props) && props.page.events.length === 0

/** How much of all there is to see; the definition of an event that counts is behind it. */
function Extent(props: PageProps) {
  const { page, total, scope } = props
  const shown = page.events.length
  return (
    <details class="fold" id="extent">
      <summary>
        {isWhole(props) || total === null ? many(shown) : `${count(shown)} of ${many(total)}`}
      </summary>
      <p class="quiet">{definitions(scope).events}</p>
    </details>
  )
}

function Pager(props: PageProps) {
  const { given, kept, before } = props
  const next_before = isWhole(props) ? null : props.page.next_before
  if (before === null && next_before === null) return null
  return (
    <ul class="links" aria-label="Pages" hx-boost:inherited={IN_PARTS}>
      {before !== null && (
        <li>
          <a href={eventsUrl(given, kept)} data-focus="block-events">
            Newest events
          </a>
        </li>
      )}
      {next_before !== null && (
        <li>
          <a
            href={eventsUrl(given, { ...kept, before: String(next_before) })}
            rel="next"
            data-focus="block-events"
          >
            Older events
          </a>
        </li>
      )}
    </ul>
  )
}

/** Why there is no row: one reason of several, and never the wrong one. */
function NoRows({ page, before, scope, kept }: PageProps) {
  if (page.next_before !== null)
    return (
      <p>
        None was found as far back as event <span class="figure">{page.next_before}</span>, where this search
        stopped: the older events were not looked at yet.
      </p>
    )
  if (before !== null)
    return (
      <p>
        No event before event <span class="figure">{before}</span>
        {isFiltered(scope) && ' passes these filters'}.
      </p>
    )
  return (
    <p>
      No event passes these filters. Remove a filter above, choose a longer period, or{' '}
      <a href={eventsUrl(kept)}>show all events</a>.
    </p>
  )
}

export const EventList = (props: ListProps) => (
  <LoadedBlock
    id="block-events"
    title={props.before === null ? 'Newest first' : `Before event ${props.before}, newest first`}
    note={`Times in ${props.scope.zone}. Select a draft to read it, a number for all of the event.`}
    loaded={props.events}
    body={(page) => (
      <>
        {page.events.length > 0 ? (
          <>
            <Extent {...props} page={page} />
            <EventTable
              label="Events as a table"
              rows={page.events}
              timeZone={props.scope.zone}
              given={props.given}
            />
          </>
        ) : (
          <NoRows {...props} page={page} />
        )}
        <div class="list-foot">
          <Pager {...props} page={page} />
          {!isEmpty({ ...props, page }) && (
            <Exports
              query={props.query}
              of={isFiltered(props.scope) ? 'All that pass the filters' : 'All events'}
            />
          )}
        </div>
      </>
    )}
  />
)
