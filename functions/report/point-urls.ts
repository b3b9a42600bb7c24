// Where the rows behind each point of a series are. Pure. It must never lead to events of another point, nor to any that
// lie outside the period that was asked for.
import { DateTime } from 'luxon'
import { eventsUrl } from './filters.ts'
import type { Timeseries } from './timeseries.ts'

/**
 * @param zone in which points begin  @param given the scope's parameters as the URL has them
 * @param more parameters that are added unless they are given, such as a type of event
 * @returns an address for each point: of what came from its beginning to that of the next one
 */
export function pointUrls(
  { points, bucket_width }: Timeseries,
  zone: string,
  given: Record<string, string>,
  more: Record<string, string> = {},
): string[] {
  const last = points.at(-1)?.start
  if (last === undefined) return []
  // The first and the last point are cut off where the period is.
  const from = given.from ?? points[0]?.start ?? last
  const to = given.to ?? endOf(last, bucket_width, zone)
  const starts = [from, ...points.slice(1).map(({ start }) => start), to]
  return points.map((_, index) =>
    eventsUrl({ ...more, ...given }, { from: starts[index] as string, to: starts[index + 1] as string }),
  )
}

const endOf = (start: string, width: Timeseries['bucket_width'], zone: string) =>
  DateTime.fromISO(start, { zone })
    .plus({ [width]: 1 })
    .startOf(width)
    .toISO() as string
