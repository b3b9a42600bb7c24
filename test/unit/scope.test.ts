import { describe, expect, it } from 'vitest'
import type { Problem } from '../../functions/problem.ts'
import { scopeOf } from '../../functions/report/scope.ts'

const everything = {
  from: null,
  to: null,
  zone: 'UTC',
  bucket: null,
  policy: null,
  event: null,
  session: null,
  agent: null,
}

function refused(query: Record<string, string>) {
  try {
    scopeOf(query, 'UTC')
  } catch (error) {
    return (error as Problem).errors
  }
  throw new Error('it was accepted')
}

describe('the scope of a report', () => {
  it('is everything when nothing, or nothing but empty fields, is asked', () => {
    expect(scopeOf({}, 'UTC')).toEqual(everything)
    expect(scopeOf({ from: '', tz: '', policy: '', limit: '5' }, 'UTC')).toEqual(everything)
  })

  it('reads a date as its midnight in the zone, summer time included, and a time with its own offset', () => {
    const { from, to, zone } = scopeOf({ from: '2026-03-29', to: '2026-03-30', tz: 'Europe/Berlin' }, 'UTC')
    expect([from, to, zone]).toEqual([
      Date.parse('2026-03-28T23:00:00Z'),
      Date.parse('2026-03-29T22:00:00Z'),
      'Europe/Berlin',
    ])
    expect(scopeOf({ from: '2026-03-29T10:00:00+05:30', tz: 'Europe/Berlin' }, 'UTC').from).toBe(
      Date.parse('2026-03-29T04:30:00Z'),
    )
    expect(scopeOf({ from: '2026-07-01T10:00' }, 'Europe/Berlin').from).toBe(
      Date.parse('2026-07-01T08:00:00Z'),
    )
  })

  it('names everything in it that cannot be understood', () => {
    expect(
      refused({ from: 'yesterday', to: '2026-13-01', tz: 'Berlin', bucket: 'x', event: 'sold' })?.map(
        (e) => e.path,
      ),
    ).toEqual(['tz', 'bucket', 'event', 'from', 'to'])
    expect(refused({ from: '2026-07-02', to: '2026-07-02' })).toEqual([
      { path: 'to', message: 'to must be after from' },
    ])
  })
})
