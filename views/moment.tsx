// A moment as time of day, with its date and zone in reach. It must never read the clock itself.
import { clock, date } from './format.ts'

/** `at` is RFC 3339; the machine-readable value keeps it as it was given. */
export const Moment = ({ at, zone }: { at: string; zone: string }) => (
  <time class="figure" datetime={at} title={`${date(at, zone)}, ${clock(at, zone)} ${zone}`}>
    {clock(at, zone)}
  </time>
)
