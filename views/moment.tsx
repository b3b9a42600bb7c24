// A moment as time of day or with its day, and the rest in reach. It must never read the clock itself.
import { clock, date, dayAndClock } from './format.ts'

/** `at` is RFC 3339; the machine-readable value keeps it as it was given. `dated` where days may differ. */
export const Moment = ({ at, zone, dated }: { at: string; zone: string; dated?: boolean }) => (
  <time class="figure" datetime={at} title={`${date(at, zone)}, ${clock(at, zone)} ${zone}`}>
    {(dated ? dayAndClock : clock)(at, zone)}
  </time>
)
