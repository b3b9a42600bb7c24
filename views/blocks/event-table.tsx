// Events as a table, one a row, in the order in which they are handed over.
import type { EventRow } from '../../functions/report/recent.ts'
import { ScrollRegion } from '../scroll-region.tsx'
import { EventTableRow } from './event-table-row.tsx'

type EventTableProps = {
  label: string
  rows: readonly EventRow[]
  timeZone: string
  /** The page's parameters, of which links to single events keep the zone. */
  given: Record<string, string>
}

export const EventTable = ({ label, rows, timeZone, given }: EventTableProps) => (
  <ScrollRegion label={label}>
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
          <EventTableRow row={row} timeZone={timeZone} given={given} />
        ))}
      </tbody>
    </table>
  </ScrollRegion>
)
