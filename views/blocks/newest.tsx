// The newest events of the log. It must never change their order (newest first, as handed over),
// nor say that there is none while some were not looked at.
import type { EventRow, RecentEvents } from '../../functions/report/recent.ts'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { ScrollRegion } from '../scroll-region.tsx'
import { EventTableRow } from './event-table-row.tsx'

const Table = ({ rows, timeZone }: { rows: EventRow[]; timeZone: string }) => (
  <ScrollRegion label="Newest events as a table">
    <table class="newest">
      <thead>
        <tr>
          <th scope="col" class="number">
            Event
          </th>
          <th scope="col">Time</th>
          <th scope="col">Type</th>
          <th scope="col">Session</th>
          <th scope="col">Draft</th>
          <th scope="col">Policies</th>
          <th scope="col" class="number">
            Latency
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <EventTableRow row={row} timeZone={timeZone} />
        ))}
      </tbody>
    </table>
  </ScrollRegion>
)

// The search for rows ends after a while, and says where it would go on.
const SearchedSoFar = ({ before, query }: { before: number; query: string }) => (
  <p class="quiet">
    The search stopped at event <span class="figure">{before}</span>:{' '}
    <a href={`/events/recent?${query}&before=${before}`}>search the older ones (JSON)</a>
  </p>
)

type NewestProps = { loaded: Loaded<RecentEvents>; timeZone: string; query: string }

export const Newest = ({ loaded, timeZone, query }: NewestProps) => (
  <LoadedBlock
    id="block-newest"
    title="Newest events"
    note={`Newest first, times in ${timeZone}. Select a draft to read all of it.`}
    loaded={loaded}
    body={({ events, next_before }) => {
      if (events.length > 0) return <Table rows={events} timeZone={timeZone} />
      if (next_before !== null) return <SearchedSoFar before={next_before} query={query} />
      return <p class="quiet">No events.</p>
    }}
  />
)
