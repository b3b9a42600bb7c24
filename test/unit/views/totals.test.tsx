// The totals beside those of the period before.
import { describe, expect, it } from 'vitest'
import { acceptRateChange, type Comparison } from '../../../functions/report/comparison.ts'
import { Totals } from '../../../views/blocks/totals.tsx'
import { failed, latency, page, summary, unknownSummary } from './props.ts'

const before = { ...summary, suggestions_offered: 8_000, suggestions_accepted: 4_000, resolved_offers: 6_000 }
const period = { from: '2025-07-09T00:00:00+02:00', to: '2025-07-16T00:00:00+02:00', log_begins_at: null }
const compared = (of = before, more: Partial<typeof period> | { log_begins_at: string } = {}) => ({
  ok: true as const,
  value: {
    summary: { previous: { ...of, ...period, ...more }, accept_rate_change: acceptRateChange(summary, of) },
    latency: { previous: { ...latency, ...period, percentiles: { ...latency.percentiles, p95: 220 } } },
  } satisfies Comparison,
})

function shown(comparison: ReturnType<typeof page>['comparison']) {
  const props = page()
  const html = String(
    <Totals
      loaded={props.summary}
      latency={props.latency}
      comparison={comparison}
      rows={props.rows}
      begun
      scope={props.scope}
    />,
  ).replaceAll('\u00a0', ' ')
  const tiles = Object.fromEntries(
    [...html.matchAll(/tile-label">([^<]*)<.*?<\/details>/g)].map(([tile, label]) => [
      label,
      {
        change: /tile-change" title="[^"]*">([^<]*)</.exec(tile)?.[1],
        was: /tile-definition">(Previous[^<]*)</.exec(tile)?.[1],
      },
    ]),
  )
  return { tiles, note: /<p class="quiet">([^<]*)<\/p>/.exec(html)?.[1]?.trim() }
}
const none = { change: undefined, was: undefined }

describe('the totals', () => {
  it('each say what they were in the period before, and of which period, also where nothing changed', () => {
    const { tiles, note } = shown(compared())
    const dates = '(9 Jul 2025, 00:00 to 16 Jul 2025, 00:00)'
    const same = (was: string) => ({ change: 'no change', was: `Previous: ${was} ${dates}.` })
    expect(tiles).toEqual({
      'Accept rate': {
        change: '6.2 percentage points higher; 95 % interval of the difference +4.5 to +7.8',
        was: `Previous: 72.8 %, n = 6,000 ${dates}. The interval of the difference (Newcombe’s) takes offers for independent of each other; newer ones had less time to be resolved.`,
      },
      'Suggestions offered': { change: '204 more (+2.6 %)', was: `Previous: 8,000 ${dates}.` },
      'Open offers': same('1,993'),
      'p95 latency': { change: '55 ms slower (+25.0 %)', was: `Previous: 220 ms ${dates}.` },
      Events: same('18,432'),
      Sessions: same('3,921'),
      'Violations detected': same('5,210'),
      'Violations prevented': same('3,022'),
      'Violations shipped': same('1,504'),
    })
    expect(note).toBe(
      'Select a figure for its definition. Compared with 9 Jul 2025, 00:00 to 16 Jul 2025, 00:00.',
    )
  })

  it('leave out a judgement of a rate that was not known', () => {
    expect(shown(compared({ ...before, ...unknownSummary })).tiles['Accept rate']?.change).toBe(
      'change not known',
    )
  })

  it('say where the log begins within the period before', () => {
    expect(shown(compared(before, { log_begins_at: '2025-07-12T06:30:00.000Z' })).note).toContain(
      '16 Jul 2025, 00:00, of which the log knows what came since 12 Jul 2025, 08:30.',
    )
  })

  it.each([
    ['open_ended', ''],
    ['no_earlier_data', ' No earlier data to compare with.'],
    ['nothing_yet', ' Nothing was published since this period began, so nothing is compared.'],
  ] as const)('show no change where there is nothing to compare with: %s', (no_previous, words) => {
    const absent = { previous: null, no_previous } as const
    const value = { summary: { ...absent, accept_rate_change: null }, latency: absent }
    const { tiles, note } = shown({ ok: true, value })
    expect(Object.values(tiles)).toEqual(Array(9).fill(none))
    expect(note).toBe(`Select a figure for its definition.${words}`)
  })

  it('stand although the period before could not be read, and say so', () => {
    const { tiles, note } = shown(failed)
    expect(Object.values(tiles)).toEqual(Array(9).fill(none))
    expect(note).toBe(
      'Select a figure for its definition. The period before could not be read: The published files cannot be read (urn:uuid:7).',
    )
  })
})
