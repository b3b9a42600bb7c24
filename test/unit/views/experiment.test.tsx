// The experiment's block: nothing that is not known, no verdict without its sizes.
import { describe, expect, it } from 'vitest'
import { experimentFigures } from '../../../functions/report/experiment/experiment.ts'
import { METRICS as MEASURED } from '../../../functions/report/experiment/metrics.ts'
import { TIGHTEST_AT } from '../../../functions/statistics/confidence-sequence.ts'
import { LEAST_COUNT, LEAST_SESSIONS } from '../../../functions/statistics/enough-data.ts'
import { METRICS, TERMS } from '../../../views/blocks/experiment/definitions.ts'
import { ExperimentBlock } from '../../../views/blocks/experiment/experiment.tsx'
import { chance, probability } from '../../../views/blocks/experiment/numbers.ts'
import { armOf, type Drawn, NO_SESSIONS } from '../../support/arm-sums.ts'
import { drawn, rowsOf, text } from './drawn-experiment.tsx'
import { failed, page, experiment as shown } from './props.ts'

const { scope } = page()
type Props = Parameters<typeof ExperimentBlock>[0]

const sometimes: Drawn[] = [
  { d: 2, shipped: 1, detected: 1, latency: 300 },
  { d: 1, latency: 200 },
]
const often: Drawn[] = [{ d: 1, shipped: 1, detected: 1, latency: 90 }, ...sometimes]

describe('a metric with enough data', () => {
  it('shows both arms with their sizes, the difference with both intervals, and how sure it is', () => {
    expect(rowsOf(drawn(shown))).toEqual([
      {
        heading: 'Sessions that shipped a violation lower is better',
        figures: {
          'Without suggestions': '35.1 % n = 400 sessions',
          'With suggestions': '12 % n = 412 sessions',
          Difference: '−23.1 pp 95 % interval −28.8 to −17.4 pp always valid −33 to −13.1 pp',
          Relative: '−65.7 % −71 to −60 %',
          p: '&lt;0.0001 adjusted 0.012',
          'Chance to win': '&gt;99.9 %',
        },
        plots: 1,
      },
      {
        heading: 'Drafts in which a violation was detected a balance check',
        figures: {
          'Without suggestions': '35.1 % n = 400 sessions',
          'With suggestions': '12 % n = 412 sessions',
          Difference: '−23.1 pp 95 % interval −28.8 to −17.4 pp always valid −33 to −13.1 pp',
          Relative: '−65.7 % −71 to −60 %',
          p: '&lt;0.0001 adjusted 0.012',
        },
        plots: 1,
      },
    ])
  })

  it('is drawn with 0 in the picture, the bands between their ends and the always valid one the wider', () => {
    const plot = drawn(shown).split('class="effect-plot"')[1]?.split('</svg>')[0] ?? ''
    const at = (name: string) => / (?:x|x1)="([^"]*)"/.exec(plot.split(`class="${name}"`)[1] ?? '')?.[1]
    const width = (name: string) => / width="([^"]*)"/.exec(plot.split(`class="${name}"`)[1] ?? '')?.[1]
    expect({
      zero: at('mark'),
      estimate: at('interval-rate'),
      ci: [at('interval-range'), width('interval-range')],
      always: [at('effect-always'), width('effect-always')],
    }).toEqual({
      zero: '96.00%',
      estimate: '31.67%',
      ci: ['15.77%', '31.80%'],
      always: ['4.00%', '55.35%'],
    })
  })

  it('has the figures of its own sentence', () => {
    const figures = experimentFigures({ on: armOf(sometimes, 200), off: armOf(often, 130) })
    const rows = rowsOf(drawn(figures))
    for (const [index, { meaning }] of figures.metrics.entries()) {
      const row = rows[index]?.figures ?? {}
      const [without, withThem] = [row['Without suggestions'], row['With suggestions']].map(
        (cell) => cell?.split(' n = ')[0],
      )
      expect(meaning).toContain(`: ${withThem} with suggestions, ${without} without.`)
    }
  })
})

describe('what is not known', () => {
  const unknown = 'not known'
  const noIntervals = `95 % interval ${unknown} always valid ${unknown}`
  const empty = (heading: string, balance: boolean) => ({
    heading: `${heading} ${balance ? 'a balance check' : 'lower is better'} Not enough data: about 16 more sessions`,
    figures: {
      'Without suggestions': `${unknown} n = 0 sessions`,
      'With suggestions': `${unknown} n = 0 sessions`,
      Difference: `${unknown} ${noIntervals}`,
      Relative: unknown,
      p: `${unknown} adjusted ${unknown}`,
      ...(balance ? {} : { 'Chance to win': unknown }),
    },
    plots: 0,
  })

  it('of a period without a session is a dash, and never 0', () => {
    const html = drawn(experimentFigures({ on: NO_SESSIONS, off: NO_SESSIONS }))
    expect(rowsOf(html)).toEqual([
      empty('Violations shipped per draft', false),
      empty('Sessions that shipped a violation', false),
      empty('Drafts in which a violation was detected', true),
      empty('The coach’s own time per draft', false),
    ])
  })

  it('of one arm alone leaves the other its figures', () => {
    const rows = rowsOf(drawn(experimentFigures({ on: armOf(sometimes, 2), off: NO_SESSIONS })))
    expect(rows[0]).toEqual({
      heading: 'Violations shipped per draft lower is better Not enough data: about 16 more sessions',
      figures: {
        'Without suggestions': `${unknown} n = 0 sessions`,
        'With suggestions': '0.333 n = 4 sessions',
        Difference: `${unknown} ${noIntervals}`,
        Relative: unknown,
        p: `${unknown} adjusted ${unknown}`,
        'Chance to win': unknown,
      },
      plots: 0,
    })
  })

  it('for want of sessions is said with about how many are missing; the difference seen is shown without an interval', () => {
    const rows = rowsOf(drawn(experimentFigures({ on: armOf(sometimes, 2), off: armOf(often, 2) })))
    expect(rows[3]).toEqual({
      heading: 'The coach’s own time per draft lower is better Not enough data: about 10 more sessions',
      figures: {
        'Without suggestions': '148 ms n = 6 sessions',
        'With suggestions': '167 ms n = 4 sessions',
        Difference: `+19.2 ms ${noIntervals}`,
        Relative: '+13 %',
        p: `${unknown} adjusted ${unknown}`,
        'Chance to win': unknown,
      },
      plots: 0,
    })
  })

  it('because no session differs from another asks for no more of them', () => {
    const steady = armOf([{ d: 1, latency: 300 }], 20)
    const rows = rowsOf(drawn(experimentFigures({ on: steady, off: steady })))
    expect(rows[3]?.heading).toBe(
      'The coach’s own time per draft lower is better Not enough data: no session differs from another',
    )
  })
})

describe('a warning', () => {
  const cautions = (html: string) =>
    [...html.matchAll(/<div class="(caution[^"]*)">(.*?)<\/div>/g)].map(([, name, said]) => [
      name,
      text(said as string),
    ])

  it('stands above the figures when sessions are missing from an arm or were seen in both, and only then', () => {
    const on = { ...armOf([{ d: 1 }], 90), x_crossover: 2 }
    const html = drawn(experimentFigures({ on, off: armOf([{ d: 1 }], 30) }))
    expect(cautions(html)).toEqual([
      [
        'caution caution-grave',
        'The split is not what was intended: do not trust these figures 90 sessions with suggestions and 30 without: chance splits sessions that unevenly less than once in 1,000 times. Something puts them into one arm or loses them from the other: find it before trusting any figure.',
      ],
      [
        'caution',
        '2 sessions were seen in both arms They count in neither. Each session should stay in the bucket of its first event.',
      ],
    ])
    expect(html.lastIndexOf('class="caution"')).toBeLessThan(html.indexOf('class="arms"'))
    expect(cautions(drawn(shown))).toEqual([])
    expect(text(drawn(shown))).toContain('half and half, but for chance. Test of the split: p 0.67.')
  })
})

it('names each metric as its sentence does', () => {
  expect(Object.entries(METRICS).map(([name, { label }]) => [name, label])).toEqual(
    Object.entries(MEASURED).map(([name, { subject }]) => [name, subject]),
  )
})

it('explains the bounds that hold', () => {
  const meanings = Object.fromEntries(TERMS.map(({ term, meaning }) => [term, meaning]))
  expect(meanings['Not enough data']).toContain(
    `at least ${LEAST_SESSIONS} sessions and more than ${LEAST_COUNT} of what is counted`,
  )
  expect(meanings['Always valid']).toContain(`tightest at ${TIGHTEST_AT.toLocaleString('en-GB')} sessions`)
})

it('writes no chance as certain', () => {
  expect([0, 0.0005, 0.5, 0.9994, 1].map(chance)).toEqual([
    '<0.1\u00a0%',
    '<0.1\u00a0%',
    '50.0\u00a0%',
    '>99.9\u00a0%',
    '>99.9\u00a0%',
  ])
  expect([0, 0.00012, 0.0449, 1].map(probability)).toEqual(['<0.0001', '0.00012', '0.045', '1.0'])
})

it('shows its own error in its own place', () => {
  const props: Props = { loaded: failed, asOfSeq: 0, scope, given: {}, own: {} }
  expect(String(<ExperimentBlock {...props} />)).toContain('class="failure"')
})
