// What a page asks of the experiment: what takes a while, filters that it does not take, and those that narrow it.
import { describe, expect, it } from 'vitest'
import { JSON_REPORTS } from '../../../functions/report/questions.ts'
import { scopeParameters } from '../../../functions/report/scope.ts'
import { narrowedTo } from '../../../views/blocks/experiment/definitions.ts'
import { jsonLink } from '../../../views/json-links.ts'
import { drawn, rowsOf, text } from './drawn-experiment.tsx'
import { page, experiment as shown } from './props.ts'

const { scope } = page()

describe('a comparison that takes a while', () => {
  const grouped = 2_345_678
  const address = '/reports?policy=A%26B&amp;compare=none&amp;experiment=compute#block-experiment'

  it('says of how many events it would be, and leads to it', () => {
    const html = drawn({ grouped, figures: null }, 'policy=A%26B')
    expect(text(html)).toBe(
      'What the coach changes With these filters it is computed from each of the 2,345,678 events of the period, and not again with every new event. Compute it now',
    )
    expect(html).toContain(`<a href="${address}">Compute it now</a>`)
  })

  it('says of which event it is once it was asked for, and leads to a newer one', () => {
    const html = drawn({ grouped, figures: shown }, 'policy=A%26B')
    expect(text(html)).toContain(
      'Computed on request from each of the 2,345,678 events of the period, as of event 18432: it does not follow the log. Compute it again',
    )
    expect(html).toContain(`<a href="${address}">Compute it again</a>`)
    expect(rowsOf(html)).toEqual(rowsOf(drawn(shown)))
  })
})

describe('a filter that the experiment does not take', () => {
  it('is answered in place with the reason and the way without it, and not as a failure', () => {
    const refused = [
      { path: 'bucket', message: 'Both buckets.' },
      { path: 'session_id', message: 'Many sessions.' },
    ]
    const html = drawn({ refused }, 'tz=UTC&bucket=on&session_id=s-1&policy=A%26B')
    expect(text(html)).toBe(
      'What the coach changes There is no comparison with these filters. Both buckets. Many sessions. Show the page without bucket and session',
    )
    expect(html).toContain('<a href="/reports?tz=UTC&amp;policy=A%26B&amp;compare=none">')
    expect(html).not.toContain('class="failure"')
  })

  it('is not offered to be taken away where the period is what is too long', () => {
    expect(text(drawn({ refused: [{ path: 'from', message: 'Choose a shorter one.' }] }, 'policy=A'))).toBe(
      'What the coach changes There is no comparison with these filters. Choose a shorter one.',
    )
  })

  it('is in no link to the JSON of any report', () => {
    const all = Object.keys(scopeParameters.shape)
    const query = all.map((name) => `${name}=x`).join('&')
    for (const [path, { query: takes }] of Object.entries(JSON_REPORTS)) {
      const taken = all.filter((name) => name in takes.shape)
      expect(jsonLink(path, query)).toBe(`${path}?${taken.map((name) => `${name}=x`).join('&')}`)
    }
    expect(drawn(shown, 'from=2026-07-01&bucket=on')).toContain(
      'href="/analytics/experiment?from=2026-07-01"',
    )
  })
})

it('says what the filters leave of it', () => {
  expect(narrowedTo(scope)).toBe(null)
  expect(narrowedTo({ ...scope, from: 0, agent: 'a-1', policy: 'TONE' })).toBe(
    'Sessions whose first event came in this period, with all that they did later. Only sessions that agent a-1 began. Only violations of TONE count, in the drafts of all these sessions.',
  )
})
