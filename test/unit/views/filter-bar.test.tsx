import { describe, expect, it } from 'vitest'
import { FilterBar } from '../../../views/filters/filter-bar.tsx'
import { page } from './props.ts'

const { scope, filters } = page()
const everyFilter = {
  from: Date.parse('2026-07-22T22:00:00Z'),
  to: Date.parse('2026-07-23T07:30:05Z'),
  zone: 'Europe/Berlin',
  bucket: 'on',
  policy: 'ADV-6.2',
  event: 'offered',
  session: '<s-1>',
  agent: 'a-7',
} as const
const active = (['from', 'to', 'tz', 'bucket', 'policy', 'event', 'session_id', 'agent_id'] as const).map(
  (name) => ({ name, without: `/reports?without=${name}` }),
)
const text = (html: string) => html.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')
const textsOf = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, href, words]) => [href, text(words as string)])

describe('the filter bar', () => {
  it.each([
    [scope, 'First event to now, Europe/Berlin'],
    [{ ...scope, from: everyFilter.from }, '23 Jul 2026, 00:00 to now, Europe/Berlin'],
    [{ ...scope, to: everyFilter.to }, 'First event to 23 Jul 2026, 09:30:05, Europe/Berlin'],
    [
      everyFilter,
      '23 Jul 2026, 00:00 to 23 Jul 2026, 09:30:05, Europe/Berlin, bucket on, policy ADV-6.2, event offered, session &lt;s-1&gt;, agent a-7',
    ],
  ])('says in words what is shown (%#)', (shown, words) => {
    const html = String(<FilterBar {...filters} scope={shown} />)
    expect(text(/<p id="shown"[^>]*>(.*?)<\/p>/.exec(html)?.[1] ?? '')).toBe(words)
  })

  it('shows each filter that is set as a link to the page without it', () => {
    const html = String(<FilterBar {...filters} scope={everyFilter} active={active} />)
    expect(textsOf(html, /<a class="chip" href="([^"]*)">(.*?)<\/a>/g)).toEqual([
      ['/reports?without=from', 'Remove from 23 Jul 2026, 00:00×'],
      ['/reports?without=to', 'Remove to 23 Jul 2026, 09:30:05×'],
      ['/reports?without=tz', 'Remove time zone Europe/Berlin×'],
      ['/reports?without=bucket', 'Remove bucket on×'],
      ['/reports?without=policy', 'Remove policy ADV-6.2×'],
      ['/reports?without=event', 'Remove event offered×'],
      ['/reports?without=session_id', 'Remove session &lt;s-1&gt;×'],
      ['/reports?without=agent_id', 'Remove agent a-7×'],
    ])
    expect(html).toContain('href="/reports">Clear all</a>')
  })

  it('offers nothing to remove while no filter is set', () => {
    const html = String(<FilterBar {...filters} scope={scope} />)
    expect(html).not.toMatch(/chip|Clear all/)
  })

  it('marks the range that is shown, and no other', () => {
    const ranges = [
      { label: 'Today', key: 't', href: '/reports?from=2026-07-23', current: true },
      { label: 'All', key: 'a', href: '/reports', current: false },
    ]
    expect(String(<FilterBar {...filters} scope={scope} ranges={ranges} />)).toContain(
      '<li><a id="range-t" href="/reports?from=2026-07-23" aria-current="true" aria-keyshortcuts="t">Today</a></li><li><a id="range-a" href="/reports" aria-keyshortcuts="a">All</a></li>',
    )
  })

  it('fills its fields with what the URL says, as text', () => {
    const fields = { ...filters.fields, from: '2026-07-23T00:00:05', bucket: 'on', agent: '"><script>' }
    const html = String(<FilterBar {...filters} scope={scope} fields={fields} />)
    expect(html).toContain('name="from" type="datetime-local" value="2026-07-23T00:00:05" step="any"/>')
    expect(html).toContain('<option value="on" selected="">on</option>')
    expect(html).toContain('name="agent_id" value="&quot;&gt;&lt;script&gt;"')
  })
})
