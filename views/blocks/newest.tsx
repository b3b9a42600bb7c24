// The newest events of the log. It must never change their order (newest first, as handed over),
// nor say that there is none while some were not looked at.
import { eventsUrl } from '../../functions/report/filters.ts'
import type { RecentEvents } from '../../functions/report/recent.ts'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { EventTable } from './event-table.tsx'

type NewestProps = { loaded: Loaded<RecentEvents>; timeZone: string; given: Record<string, string> }

// The search for rows ends after a while, and says where it would go on.
const SearchedSoFar = ({ before, given }: { before: number } & Pick<NewestProps, 'given'>) => (
  <p class="quiet">
    The search stopped at event <span class="figure">{before}</span>:{' '}
    <a href={eventsUrl(given, { before: String(before) })}>search the older ones</a>
  </p>
)

export const Newest = ({ loaded, timeZone, given }: NewestProps) => (
  <LoadedBlock
    id="block-newest"
    title="Newest events"
    note={`Newest first, times in ${timeZone}. Select a draft to read it.`}
    loaded={loaded}
    body={({ events, next_before }) => {
      if (events.length === 0)
        return next_before === null ? (
          <p class="quiet">No events.</p>
        ) : (
          <SearchedSoFar before={next_before} given={given} />
        )
      return (
        <>
          <EventTable label="Newest events as a table" rows={events} timeZone={timeZone} given={given} />
          {next_before !== null && (
            <p>
              <a href={eventsUrl(given)}>All events with these filters</a>
            </p>
          )}
        </>
      )
    }}
  />
)
