// Events by type. All six types are listed: a type that did not occur is a known 0.
// It must never hide outcomes that answer no offer.
import type { EventType } from '../../functions/event.ts'
import { eventsUrl } from '../../functions/report/filters.ts'
import type { Summary } from '../../functions/report/summary.ts'
import { Bar } from '../bar.tsx'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { EVENT_MEANINGS, EventBadge } from '../event-type.tsx'
import { Figure } from '../figure.tsx'
import { count, percent } from '../format.ts'
import { ScrollRegion } from '../scroll-region.tsx'

type TypeRowProps = { type: EventType; occurred: number; total: number; given: Record<string, string> }

const TypeRow = ({ type, occurred, total, given }: TypeRowProps) => (
  <tr>
    <th scope="row">
      <EventBadge type={type} />
      <span class="quiet under">{EVENT_MEANINGS[type]}</span>
    </th>
    <td class="number">
      {occurred > 0 ? (
        <a href={eventsUrl(given, { event: type })}>
          {count(occurred)}
          <span class="visually-hidden"> {type}</span>
        </a>
      ) : (
        count(occurred)
      )}
    </td>
    <td class="number">
      <Figure value={total > 0 ? (100 * occurred) / total : null} as={percent} />
    </td>
    <td class="bar-cell">
      <Bar parts={total > 0 ? [{ share: occurred / total, tone: type }] : []} />
    </td>
  </tr>
)

const Orphans = ({ orphans }: { orphans: number }) => (
  <p class="quiet">
    {orphans === 1 ? '1 outcome answers' : `${count(orphans)} outcomes answer`} no offer in the log (orphans).
    They are counted here, but not in the accept rate.
  </p>
)

type EventTypesProps = { loaded: Loaded<Summary>; given: Record<string, string> }

export const EventTypes = ({ loaded, given }: EventTypesProps) => (
  <LoadedBlock
    id="block-event-types"
    title="Events by type"
    loaded={loaded}
    body={({ event_counts, total_events, orphan_outcomes }) => (
      <>
        <ScrollRegion label="Events by type as a table">
          <table>
            <thead>
              <tr>
                <th scope="col">Type</th>
                <th scope="col" class="number">
                  Count
                </th>
                <th scope="col" class="number">
                  Share
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {(Object.keys(EVENT_MEANINGS) as EventType[]).map((type) => (
                <TypeRow type={type} occurred={event_counts[type] ?? 0} total={total_events} given={given} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        {orphan_outcomes > 0 && <Orphans orphans={orphan_outcomes} />}
      </>
    )}
  />
)
