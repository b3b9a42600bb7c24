// The reports page over real published files: the same figures as JSON for the same query, and what it refuses.
import { describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { reportsIn } from '../support/in-process.ts'

const asBrowser = { headers: { accept: 'text/html' } }

describe('a parameter of the page that is not valid', () => {
  it.each([
    ['from=last-week', 'from must be a date (2026-07-01) or an RFC 3339 time (2026-07-01T09:00:00Z)'],
    ['from=2026-07-02&to=2026-07-01', 'to must be after from'],
    ['tz=Berlin', 'tz must be an IANA time zone, such as Europe/Berlin'],
    ['bucket=maybe', 'bucket must be on or off'],
    ['event=shrugged', 'event must be one of offered, accepted, edited, rejected, timeout, withheld'],
    [`session_id=${'s'.repeat(201)}`, 'session_id must be at most 200 characters'],
  ])('is named on a page with status 400: %s', async (query, message) => {
    const { app } = await reportsIn(testFolder())
    const answer = await app.request(`/reports?${query}`, asBrowser)
    const html = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(html).toContain(`<li>${message}</li>`)
    expect(html).toContain('<a href="/reports">Go to the reports</a>')
  })
})
