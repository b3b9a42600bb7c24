// What a period is compared with, also around the changes of the clocks in 2026.
import { describe, expect, it } from 'vitest'
import { previousPeriod } from '../../functions/report/previous-period.ts'
import { scopeOf } from '../../functions/report/scope.ts'

const log = {
  firstEvent: Date.parse('2020-01-01T00:00:00Z'),
  publishedAt: Date.parse('2026-12-01T12:00:00Z'),
}
const now = log.publishedAt + 60_000

function periodBefore(query: Record<string, string>, known = log, at = now) {
  const found = previousPeriod(scopeOf(query, 'UTC'), known, at)
  return typeof found === 'string'
    ? found
    : [new Date(found.from).toISOString(), new Date(found.to).toISOString()]
}
const HOUR = 3_600_000

describe('whole local days', () => {
  it.each([
    // The clocks go forward on 29 March in Berlin, on 8 March in New York: those days have 23 hours.
    ['Europe/Berlin', '2026-03-29', '2026-03-30', '2026-03-27T23:00Z', '2026-03-28T23:00Z', 24, 23],
    ['Europe/Berlin', '2026-03-30', '2026-03-31', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 23, 24],
    ['Europe/Berlin', '2026-03-26', '2026-04-02', '2026-03-18T23:00Z', '2026-03-25T23:00Z', 168, 167],
    ['America/New_York', '2026-03-09', '2026-03-10', '2026-03-08T05:00Z', '2026-03-09T04:00Z', 23, 24],
    ['America/New_York', '2026-03-08', '2026-03-15', '2026-03-01T05:00Z', '2026-03-08T05:00Z', 168, 167],
    // They go back on 25 October in Berlin, on 1 November in New York: those have 25.
    ['Europe/Berlin', '2026-10-26', '2026-10-27', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 25, 24],
    ['Europe/Berlin', '2026-10-25', '2026-10-26', '2026-10-23T22:00Z', '2026-10-24T22:00Z', 24, 25],
    ['America/New_York', '2026-11-02', '2026-11-03', '2026-11-01T04:00Z', '2026-11-02T05:00Z', 25, 24],
    ['America/New_York', '2026-10-31', '2026-11-02', '2026-10-29T04:00Z', '2026-10-31T04:00Z', 48, 49],
  ])('of %s, %s to %s, follow on as many local days before', (tz, from, to, begin, end, hours, own) => {
    const found = periodBefore({ tz, from, to })
    const iso = (text: string) => new Date(text).toISOString()
    expect(found).toEqual([iso(begin), iso(end)])
    expect((Date.parse(iso(end)) - Date.parse(iso(begin))) / HOUR).toBe(hours)
    const scope = scopeOf({ tz, from, to }, 'UTC')
    expect(((scope.to as number) - (scope.from as number)) / HOUR).toBe(own)
  })
})

describe('any other period', () => {
  it.each([
    ['2026-03-29T12:00', '2026-03-30T12:00', '2026-03-28T10:00:00.000Z', '2026-03-29T10:00:00.000Z'],
    ['2026-10-24T12:00', '2026-10-25T12:00', '2026-10-23T09:00:00.000Z', '2026-10-24T10:00:00.000Z'],
    ['2026-03-30', '2026-03-30T06:00', '2026-03-29T16:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ])('in Berlin, %s to %s, follows on as many milliseconds before', (from, to, begin, end) => {
    expect(periodBefore({ tz: 'Europe/Berlin', from, to })).toEqual([begin, end])
  })

  it('that has not ended is taken to end with the snapshot', () => {
    const expected = ['2026-11-30T12:00:00.000Z', '2026-12-01T00:00:00.000Z']
    expect(periodBefore({ from: '2026-12-01' })).toEqual(expected)
    expect(periodBefore({ from: '2026-12-01', to: '2027-01-01' })).toEqual(expected)
  })

  it('that is over is whole, although nothing came at its end', () => {
    const nextDay = Date.parse('2026-12-02T08:00:00Z')
    expect(periodBefore({ from: '2026-12-01', to: '2026-12-02' }, log, nextDay)).toEqual([
      '2026-11-30T00:00:00.000Z',
      '2026-12-01T00:00:00.000Z',
    ])
  })
})

describe('there is nothing to compare with', () => {
  it('where the period has no beginning', () => {
    expect([periodBefore({}), periodBefore({ to: '2026-07-01' })]).toEqual(['open_ended', 'open_ended'])
  })

  it('where nothing was published since the period began, as in the future', () => {
    expect([periodBefore({ from: '2027-01-01' }), periodBefore({ from: '2026-12-01T12:00Z' })]).toEqual([
      'nothing_yet',
      'nothing_yet',
    ])
  })

  it('where the first event came in the period or after it', () => {
    const firstEvent = Date.parse('2026-07-01T00:00:00Z')
    const known = { ...log, firstEvent }
    const from = (day: string) => periodBefore({ from: day, to: '2026-08-01' }, known)
    expect([from('2026-06-01'), from('2026-07-01'), from('2026-07-01T00:00:00.001Z')]).toEqual([
      'no_earlier_data',
      'no_earlier_data',
      ['2026-05-31T00:00:00.002Z', '2026-07-01T00:00:00.001Z'],
    ])
  })
})
