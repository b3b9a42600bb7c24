// What the experiment report says of its figures: nothing that is not known, and no more than they mean.
import { describe, expect, it } from 'vitest'
import { Problem } from '../../functions/problem.ts'
import { compare } from '../../functions/report/experiment/comparison.ts'
import { experimentFigures } from '../../functions/report/experiment/experiment.ts'
import { meaningOf } from '../../functions/report/experiment/meaning.ts'
import { METRICS } from '../../functions/report/experiment/metrics.ts'
import { experimentOnPage } from '../../functions/report/experiment/on-page.ts'
import { split } from '../../functions/report/experiment/split.ts'
import { armOf, NO_SESSIONS } from '../support/arm-sums.ts'

const unknown = {
  difference: null,
  se: null,
  ci: null,
  df: null,
  p_value: null,
  p_value_adjusted: null,
  relative: { difference: null, ci: null, p_value: null },
  sequential_ci: null,
  chance_to_win: null,
}

it('knows nothing of an experiment without a session: null, and never 0', () => {
  const nothing = (name: string, value_unit: string, better: 'lower' | null, subject: string) => ({
    ...unknown,
    name,
    unit: 'session',
    value_unit,
    better,
    control: { value: null, n: 0 },
    treatment: { value: null, n: 0 },
    minimal_difference: null,
    enough_data: false,
    more_sessions: 16,
    meaning: `${subject}: unknown with suggestions, unknown without. That is too little to compare: it takes about 16 more sessions.`,
  })
  const empty = { sessions: 0, undetermined_sessions: 0, drafts: 0, drafts_without_final_text: 0 }
  expect(experimentFigures({ on: NO_SESSIONS, off: NO_SESSIONS })).toEqual({
    arms: { on: empty, off: empty },
    srm: {
      chi2: null,
      p_value: null,
      flagged: false,
      enough_data: false,
      meaning: '0 sessions with suggestions and 0 without are too few to judge how sessions are split.',
    },
    crossover_sessions: 0,
    metrics: [
      nothing('shipped_violation_rate', 'violations per draft', 'lower', 'Violations shipped per draft'),
      nothing(
        'sessions_with_shipped_violation',
        'share of sessions',
        'lower',
        'Sessions that shipped a violation',
      ),
      nothing(
        'drafts_with_detected_violation',
        'share of drafts',
        null,
        'Drafts in which a violation was detected',
      ),
      nothing('avg_latency_ms', 'ms per draft', 'lower', 'The coach’s own time per draft'),
    ],
  })
})

describe('a metric', () => {
  const sometimes = armOf([{ d: 2, shipped: 1 }, { d: 1 }, { d: 3, shipped: 2 }, { d: 2 }], 5)
  const rarely = armOf([{ d: 2, shipped: 1 }, ...Array.from({ length: 9 }, () => ({ d: 1 }))], 2)

  it('has no figure of chance, but its values, where something was seen too seldom', () => {
    const { enough_data, ...figures } = compare(METRICS.sessions_with_shipped_violation, {
      on: rarely,
      off: sometimes,
    })
    const { p_value_adjusted: _, ...nothing } = unknown
    expect(enough_data).toBe(false)
    expect(figures).toEqual({
      ...nothing,
      unit: 'session',
      value_unit: 'share of sessions',
      better: 'lower',
      control: { value: 0.5, n: 20 },
      treatment: { value: 0.1, n: 20 },
      difference: -0.4,
      relative: { difference: -0.8, ci: null, p_value: null },
      minimal_difference: 0.05,
      more_sessions: 80, // 2 in 20, so 6 in 60: 40 more in this arm, and as many in the other
    })
  })

  it('of what was shipped leaves out what is not known, and says how much that is', () => {
    // Of every four sessions one shipped in its first draft, one cannot any more, two still may; each has an open offer more.
    const open = [{ d: 2, known: 1, shipped: 1 }, { d: 2 }, { d: 3, known: 1 }, { d: 1, known: 0 }]
    const figures = experimentFigures({
      on: armOf(open, 5),
      off: armOf([{ d: 1, shipped: 1 }, { d: 1 }], 10),
    })
    const [rate, sessions, detected] = figures.metrics.map(({ control, treatment }) => [control, treatment])
    expect({ arm: figures.arms.on, rate, sessions, drafts: detected?.[1]?.n }).toEqual({
      arm: { sessions: 20, undetermined_sessions: 10, drafts: 40, drafts_without_final_text: 20 },
      rate: [
        { value: 0.5, n: 20 },
        { value: 0.25, n: 20 },
      ],
      sessions: [
        { value: 0.5, n: 20 },
        { value: 0.5, n: 10 },
      ],
      drafts: 20,
    })
  })

  it('that is the same in every session says nothing of chance, however many there are', () => {
    const steady = armOf([{ d: 2, latency: 300 }], 100)
    const { ci, p_value, difference, enough_data, more_sessions } = compare(METRICS.avg_latency_ms, {
      on: steady,
      off: steady,
    })
    expect({ ci, p_value, difference, enough_data, more_sessions }).toEqual({
      ci: null,
      p_value: null,
      difference: 0,
      enough_data: false,
      more_sessions: null,
    })
  })

  it('of which the control has 0 has no relative difference', () => {
    const { enough_data, relative } = compare(METRICS.avg_latency_ms, {
      on: armOf(
        [
          { d: 1, latency: 100 },
          { d: 1, latency: 300 },
        ],
        5,
      ),
      off: armOf([{ d: 1, latency: 0 }], 10),
    })
    expect({ enough_data, relative }).toEqual({
      enough_data: true,
      relative: { difference: null, ci: null, p_value: null },
    })
  })

  it('says how many sessions more make the interval narrow enough, until it leaves out 0', () => {
    const more = (on: typeof rarely, times: number) =>
      compare(METRICS.sessions_with_shipped_violation, {
        on,
        off: armOf([{ d: 2, shipped: 1 }, { d: 1 }], times),
      }).more_sessions
    // Half of both arms: the interval reaches 1.985 · √(2 · 0.25 / 50) = 0.198 far, and 0.05 is asked for.
    expect(more(armOf([{ d: 1, shipped: 1 }, { d: 1 }], 25), 25)).toBe(1500)
    expect(more(armOf([{ d: 1, shipped: 1 }, ...Array.from({ length: 4 }, () => ({ d: 1 }))], 10), 25)).toBe(
      null,
    )
  })
})

describe('the split', () => {
  const arms = (on: number, off: number) => split({ on: armOf([{ d: 1 }], on), off: armOf([{ d: 1 }], off) })

  it('is not judged while fewer than eight sessions are expected in each arm', () => {
    expect(arms(15, 0)).toEqual({
      chi2: null,
      p_value: null,
      flagged: false,
      enough_data: false,
      meaning: '15 sessions with suggestions and 0 without are too few to judge how sessions are split.',
    })
  })

  it('is flagged when chance hardly ever brings it, as when one arm stays empty', () => {
    expect(arms(520, 480)).toEqual({
      chi2: 1.6,
      p_value: expect.closeTo(0.2059, 4),
      flagged: false,
      enough_data: true,
      meaning: '520 sessions with suggestions and 480 without: half and half, but for chance.',
    })
    expect(arms(16, 0)).toEqual({
      chi2: 16,
      p_value: expect.closeTo(0.00006334, 8),
      flagged: true,
      enough_data: true,
      meaning:
        '16 sessions with suggestions and 0 without: chance splits sessions that unevenly less than once in 1,000 times. Something puts them into one arm or loses them from the other: find it before trusting any figure.',
    })
  })
})

describe('the meaning of a metric', () => {
  const shown = {
    ...compare(METRICS.sessions_with_shipped_violation, {
      on: armOf([{ d: 1, shipped: 1 }, { d: 1 }], 5),
      off: armOf([{ d: 1, shipped: 1 }, { d: 1 }], 5),
    }),
    name: 'sessions_with_shipped_violation' as const,
    control: { value: 0.351, n: 400 },
    treatment: { value: 0.1204, n: 400 },
    difference: -0.2306,
    ci: [-0.2876, -0.1736] as [number, number],
    sequential_ci: [-0.3298, -0.1314] as [number, number],
    p_value_adjusted: 0.0001,
    minimal_difference: 0.0351,
    more_sessions: null as number | null,
  }
  const said = (changes: Partial<typeof shown>) =>
    meaningOf(METRICS.sessions_with_shipped_violation, { ...shown, ...changes }).replace(
      'Sessions that shipped a violation: 12 % with suggestions, 35.1 % without. ',
      '',
    )
  const holdingZero = { ci: [-0.05, 0.0123] as [number, number], difference: -0.019, p_value_adjusted: 0.4 }
  const sequential_ci: [number, number] = [-0.4, 0.01]

  it.each([
    [
      'leaves out 0 however often one looks',
      {},
      'The difference, −23.1 percentage points (always-valid 95 % interval −33 to −13.1 percentage points), is more than chance, however often one looks.',
    ],
    [
      'leaves out 0 for one look alone',
      { sequential_ci },
      'The difference, −23.1 percentage points (95 % interval −28.8 to −17.4 percentage points), is more than chance if this is the one look that was planned; the always-valid interval, −40 to 1 percentage points, still holds 0.',
    ],
    [
      'leaves out 0 by itself alone',
      { sequential_ci, p_value_adjusted: 0.06 },
      'The difference, −23.1 percentage points (95 % interval −28.8 to −17.4 percentage points), is more than chance by itself, but not as one of several figures.',
    ],
    [
      'holds 0 and is wide',
      { sequential_ci, ...holdingZero, more_sessions: 12_000 },
      'The difference, −1.9 percentage points (95 % interval −5 to 1.23 percentage points), may be chance: to find one of 3.51 percentage points takes about 12,000 more sessions.',
    ],
    [
      'holds 0 and is narrow',
      { sequential_ci, ...holdingZero },
      'The difference, −1.9 percentage points (95 % interval −5 to 1.23 percentage points), may be chance.',
    ],
    [
      'does not exist yet',
      { ci: null, sequential_ci: null, p_value_adjusted: null, more_sessions: 40 },
      'That is too little to compare: it takes about 40 more sessions.',
    ],
    [
      'cannot exist, because nothing varies',
      { ci: null, sequential_ci: null, p_value_adjusted: null },
      'No session differs from another, so there is no telling what chance would do.',
    ],
    [
      'of a balance check leaves out 0',
      { better: null },
      'The difference, −23.1 percentage points (95 % interval −28.8 to −17.4 percentage points), should not be there and is more than chance: find out why before trusting the other figures.',
    ],
    [
      'of a balance check holds 0',
      { better: null, sequential_ci, ...holdingZero },
      'The difference, −1.9 percentage points (95 % interval −5 to 1.23 percentage points), may be chance: the arms can be compared.',
    ],
  ])('whose interval %s', (_, changes, sentence) => {
    expect(said(changes as Partial<typeof shown>)).toBe(sentence)
  })
})

describe('the experiment on a page', () => {
  const figures = experimentFigures({ on: NO_SESSIONS, off: NO_SESSIONS })
  const drawn = (grouped: number, asked: boolean, compute = () => Promise.resolve(figures)) =>
    experimentOnPage({ eventsToGroup: () => Promise.resolve(grouped), compute }, asked, 1_000)
  const tooLong = () => Promise.reject(new Error('was computed'))

  it('is computed at once where it is of few events, and on request where it is of many', async () => {
    expect(await drawn(1_000, false)).toBe(figures)
    expect(await drawn(1_000, true)).toBe(figures)
    expect(await drawn(1_001, false, tooLong)).toEqual({ grouped: 1_001, figures: null })
    expect(await drawn(1_001, true)).toEqual({ grouped: 1_001, figures })
  })

  it('takes what is said against the filters for an answer, and a failure for a failure', async () => {
    const errors = [{ path: 'from', message: 'choose a shorter one' }]
    const refuses = () => Promise.reject(new Problem('invalid-parameter', 'too long', errors))
    expect(await drawn(0, false, refuses)).toEqual({ refused: errors })
    expect(await drawn(1_001, true, refuses)).toEqual({ refused: errors })
    expect(await drawn(5_000_001, false, refuses)).toEqual({ refused: errors })
    const busy = new Problem('reports-busy')
    await expect(drawn(0, false, () => Promise.reject(busy))).rejects.toBe(busy)
  })
})
