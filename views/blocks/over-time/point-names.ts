// What the points of a series are called. Pure. Two points must never have one name: where the clock is set back an hour
// comes twice.
import type { Timeseries } from '../../../functions/report/timeseries.ts'
import { pointName } from '../../format.ts'

/** `25 Oct 2026`, `25 Oct, 14:00`, and `25 Oct, 02:00 (+01:00)` for the second of two. */
export function pointNames({ points, bucket_width }: Timeseries, zone: string): string[] {
  const names = points.map(({ start }) => pointName[bucket_width](start, zone))
  const twice = new Set(names.filter((name, index) => name === names[index + 1]))
  return names.map((name, index) => (twice.has(name) ? `${name} (${points[index]?.start.slice(-6)})` : name))
}
