import { describe, expect, it } from 'vitest'
import { OverTime } from '../../../views/blocks/over-time/over-time.tsx'
import { pointNames } from '../../../views/blocks/over-time/point-names.ts'
import { failed, page, point } from './props.ts'

const { timeseries } = page()
const plain = (html: unknown) => String(html).replaceAll('\u00a0', ' ')
const drawn = (loaded = timeseries) =>
  plain(<OverTime loaded={loaded} zone="Europe/Berlin" given={{ policy: 'TONE' }} />)
const labels = (html: string) =>
  [...html.matchAll(/role="img" aria-label="([^"]*)"/g)].map(([, label]) => label)
const rows = (html: string, id: string) =>
  [...(html.split(`id="${id}"`)[1]?.split('</details>')[0] ?? '').matchAll(/<tr>(.*?)<\/tr>/g)].map(
    ([, row]) =>
      (row as string)
        .replace(/<span aria-hidden="true">.*?<\/span>/g, '')
        .split(/<\/t[hd]>/)
        .map((cell) => cell.replace(/<[^>]*>/g, ''))
        .filter((cell) => cell !== ''),
  )

describe('the block over time', () => {
  it('says in words what its pictures show, and how much is not known', () => {
    expect(labels(drawn())).toEqual([
      'Outcomes per day, 21 Jul 2025 to 23 Jul 2025: 23 accepted, 5 edited, 8 rejected, 2 timeout. ' +
        'Most on 21 Jul 2025, 30. The table below has every day.',
      'Accept rate per day, 21 Jul 2025 to 23 Jul 2025: lowest 37.5 % on 23 Jul 2025, highest 83.3 % on 21 Jul 2025. ' +
        'Not known in 1 of 3, without resolved offers. The table below has every day.',
    ])
  })

  it('repeats every point as a table, where a count may be 0 and an unknown rate may not', () => {
    expect(rows(drawn(), 'outcomes-table')).toEqual([
      ['Day', 'accepted', 'edited', 'rejected', 'timeout'],
      ['21 Jul 2025', '20', '5', '5', '0'],
      ['22 Jul 2025', '0', '0', '0', '0'],
      ['23 Jul 2025', '3', '0', '3', '2'],
    ])
    expect(rows(drawn(), 'rate-table')).toEqual([
      ['Day', 'Offered', 'Accept rate'],
      ['21 Jul 2025', '40', '83.3 %'],
      ['22 Jul 2025', '0', 'not known'],
      ['23 Jul 2025', '12', '37.5 %'],
    ])
  })

  it('tells the hour that comes twice by its offset, when clocks are set back', () => {
    const hours = ['01:00:00.000+02:00', '02:00:00.000+02:00', '02:00:00.000+01:00', '03:00:00.000+01:00']
    const points = hours.map((hour) => point(`2026-10-25T${hour}`))
    expect(pointNames({ bucket_width: 'hour', points }, 'Europe/Berlin')).toEqual([
      '25 Oct, 01:00',
      '25 Oct, 02:00 (+02:00)',
      '25 Oct, 02:00 (+01:00)',
      '25 Oct, 03:00',
    ])
  })

  it('leads from each point to its events, and beside the rate to the offers made in it', () => {
    const addresses = (id: string) =>
      [...(drawn().split(`id="${id}"`)[1]?.split('</details>')[0] ?? '').matchAll(/href="([^"]*)"/g)].map(
        ([, href]) => decodeURIComponent((href as string).replaceAll('&amp;', '&')),
      )
    const days = [21, 22, 23, 24].map((day) => `2025-07-${day}T00:00:00`)
    const between = (index: number) => `from=${days[index]}+02:00&to=${days[index + 1]}`
    expect(addresses('outcomes-table').map((href) => href.replaceAll('.000', ''))).toEqual(
      [0, 1, 2].map((index) => `/events?policy=TONE&${between(index)}+02:00`),
    )
    expect(addresses('rate-table').map((href) => href.replaceAll('.000', ''))).toEqual(
      [0, 1, 2].map((index) => `/events?event=offered&policy=TONE&${between(index)}+02:00`),
    )
  })

  it('draws the two known rates, which are no neighbours, as dots, and nothing between them', () => {
    const html = drawn()
    expect(html).toContain('<path class="rate-line" d=""></path>')
    expect(html).toContain('<path class="rate-dots" d="M0.5 16.67h0M2.5 62.5h0"></path>')
  })

  it('draws no empty picture: it says that no outcome came and that no rate is known', () => {
    const value = {
      bucket_width: 'hour',
      points: [point('2025-07-21T00:00:00+02:00', { offered: 3 })],
    } as const
    const html = drawn({ ok: true, value: { ...value, points: [...value.points] } })
    expect(labels(html)).toEqual([])
    expect(html).toContain('No outcome came.')
    expect(html).toContain('No offer is resolved: the rate is not known.')
    expect(rows(html, 'rate-table')).toEqual([
      ['Hour from', 'Offered', 'Accept rate'],
      ['21 Jul, 00:00', '3', 'not known'],
    ])
  })

  it('shows its own error in its own place', () => {
    expect(drawn(failed)).toContain('class="failure"')
  })
})
