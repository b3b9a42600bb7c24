// The newest events of the log. It must never change their order: newest first, as they were handed over.
import type { EventRow } from '../../functions/report/figures.ts'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { ScrollRegion } from '../scroll-region.tsx'
import { EventTableRow } from './event-table-row.tsx'

const Table = ({ rows, timeZone }: { rows: EventRow[]; timeZone: string }) => (
  <ScrollRegion label="Newest events">
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

export const Newest = ({ loaded, timeZone }: { loaded: Loaded<EventRow[]>; timeZone: string }) => (
  <LoadedBlock
    id="block-newest"
    title="Newest events"
    note={`Newest first, times in ${timeZone}. Select a draft to read all of it.`}
    loaded={loaded}
    body={(rows) =>
      rows.length > 0 ? <Table rows={rows} timeZone={timeZone} /> : <p class="quiet">No events yet.</p>
    }
  />
)
