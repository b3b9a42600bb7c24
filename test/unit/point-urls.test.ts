import { expect, it } from 'vitest'
import { pointUrls } from '../../functions/report/point-urls.ts'
import type { Timeseries } from '../../functions/report/timeseries.ts'
import { point } from './views/props.ts'

const addresses = (
  bucket_width: Timeseries['bucket_width'],
  starts: readonly string[],
  given: Record<string, string> = {},
) =>
  pointUrls({ bucket_width, points: starts.map((start) => point(start)) }, 'Europe/Berlin', given).map(
    (url) => Object.fromEntries(new URL(url, 'http://localhost').searchParams),
  )

it('a point’s events are those up to the next point, also on the day that lacks an hour', () => {
  expect(addresses('day', ['2026-03-28T00:00:00.000+01:00', '2026-03-29T00:00:00.000+01:00'])).toEqual([
    { from: '2026-03-28T00:00:00.000+01:00', to: '2026-03-29T00:00:00.000+01:00' },
    { from: '2026-03-29T00:00:00.000+01:00', to: '2026-03-30T00:00:00.000+02:00' },
  ])
})

it('the first and the last point end where the period does, as it was asked for', () => {
  const given = { tz: 'Europe/Berlin', from: '2026-07-01T09:30', to: '2026-07-01T10:15', bucket: 'on' }
  expect(
    addresses('hour', ['2026-07-01T09:00:00.000+02:00', '2026-07-01T10:00:00.000+02:00'], given),
  ).toEqual([
    { ...given, to: '2026-07-01T10:00:00.000+02:00' },
    { ...given, from: '2026-07-01T10:00:00.000+02:00' },
  ])
  expect(addresses('month', ['2026-07-01T00:00:00.000+02:00'], given)).toEqual([given])
})

it('a series without points has no addresses', () => {
  expect(addresses('day', [])).toEqual([])
})
