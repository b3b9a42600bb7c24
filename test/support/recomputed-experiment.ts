// The experiment's figures over lists of sessions, the long way: residuals and second passes instead of sums.
// Nothing of the code under test is used; the t and normal distributions are the library's.
import normal from '@stdlib/stats-base-dists-normal-cdf'
import t from '@stdlib/stats-base-dists-t-cdf'
import quantile from '@stdlib/stats-base-dists-t-quantile'
import type { Asked, LogRow } from './recomputed.ts'
import { type Session, sessionsOf } from './recomputed-sessions.ts'

const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

type Unit = { m: number; d: number }

/** The ratio, and how far each session's part is from what the ratio would give it. */
function ratioOf(units: readonly Unit[]) {
  const n = units.length
  const [m, d] = [total(units.map((u) => u.m)), total(units.map((u) => u.d))]
  const residuals = units.map((u) => ((u.m - (m / d) * u.d) * n) / d)
  return { value: d === 0 ? null : m / d, n, se2: total(residuals.map((r) => r * r)) / (n - 1) / n }
}

function shareOf(units: readonly Unit[]) {
  const n = units.length
  const p = total(units.map((u) => u.m)) / n
  return { value: n === 0 ? null : p, n, se2: (p * (1 - p)) / n }
}

type Arm = ReturnType<typeof ratioOf>

function compared(off: Arm, on: Arm, isEnough: boolean, isBalance: boolean) {
  const known = off.value !== null && on.value !== null
  const difference = known ? (on.value as number) - (off.value as number) : null
  const seen = {
    control: { value: off.value, n: off.n },
    treatment: { value: on.value, n: on.n },
    difference,
    minimal_difference: off.value ? off.value / 10 : null,
  }
  const share = difference !== null && off.value ? difference / off.value : null
  const se = Math.sqrt(off.se2 + on.se2)
  if (difference === null || !isEnough || se === 0)
    return {
      ...seen,
      ...{ se: null, ci: null, df: null, p_value: null, sequential_ci: null, chance_to_win: null },
      relative: { difference: share, ci: null, p_value: null },
      enough_data: false,
    }
  const df = se ** 4 / (off.se2 ** 2 / (off.n - 1) + on.se2 ** 2 / (on.n - 1))
  const within = (value: number, reach: number) => [value - reach, value + reach]
  const [c, r] = [off.value as number, on.value as number]
  const relativeSe = Math.sqrt((off.se2 * r ** 2) / c ** 4 + on.se2 / c ** 2)
  const n = off.n + on.n
  const rho2 = (-2 * Math.log(0.05) + Math.log(-2 * Math.log(0.05) + 1)) / 5000
  const sequence =
    se * Math.sqrt(n * ((2 * (n * rho2 + 1)) / (n ** 2 * rho2)) * Math.log(Math.sqrt(n * rho2 + 1) / 0.05))
  return {
    ...seen,
    se,
    ci: within(difference, quantile(0.975, df) * se),
    df,
    p_value: 2 * t(-Math.abs(difference) / se, df),
    relative:
      c === 0
        ? { difference: null, ci: null, p_value: null }
        : {
            difference: share,
            ci: within(difference / c, quantile(0.975, df) * relativeSe),
            p_value: 2 * t(-Math.abs(difference / c) / relativeSe, df),
          },
    sequential_ci: within(difference, sequence),
    chance_to_win: isBalance ? null : normal(-difference / se, 0, 1),
    enough_data: true,
  }
}

/** The answer without its words and without how many sessions more. */
export function recomputedExperiment(rows: readonly LogRow[], asked: Asked) {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, agent, policy } = asked
  const asks = (session: Session) =>
    session.began >= from && session.began < to && (agent === undefined || session.agent === agent)
  const chosen = sessionsOf(rows).filter(asks)
  const compares = chosen.filter(({ crossed }) => !crossed)
  const arm = (name: string) => compares.filter((session) => session.arm === name)
  const [on, off] = [arm('on'), arm('off')]
  const counts = (refs: string[]) => refs.filter((id) => policy === undefined || id === policy)
  const detected = (session: Session) => session.detected.filter((refs) => counts(refs).length > 0).length
  const shipped = (session: Session) => counts(session.shipped).length

  const determined = (of: Session[]) => of.filter((one) => shipped(one) > 0 || one.texts >= one.drafts)
  const enough = (known: (of: Session[]) => Session[], rule: (sessions: Session[]) => number[]) =>
    [on, off].map(known).every((of) => of.length >= 8 && rule(of).every((count) => count > 5))
  const drafts = (of: Session[]) => total(of.map((session) => session.drafts))
  const any = (of: Session[]) => of.filter((session) => shipped(session) > 0).length
  const texts = (of: Session[]) => total(of.map((session) => session.texts))
  const per = (d: 'drafts' | 'texts', m: (session: Session) => number) => (of: Session[]) =>
    ratioOf(of.map((session) => ({ m: m(session), d: session[d] })))

  const metric = (
    name: string,
    words: { value_unit: string; better: 'lower' | null },
    of: (sessions: Session[]) => Arm,
    rule: (sessions: Session[]) => number[],
    known: (of: Session[]) => Session[] = (sessions) => sessions,
  ) => ({
    name,
    unit: 'session',
    ...words,
    ...compared(of(known(off)), of(known(on)), enough(known, rule), words.better === null),
  })
  const metrics = [
    metric(
      'shipped_violation_rate',
      { value_unit: 'violations per draft', better: 'lower' },
      per('texts', shipped),
      (of) => [total(of.map(shipped))],
    ),
    metric(
      'sessions_with_shipped_violation',
      { value_unit: 'share of sessions', better: 'lower' },
      (of) => shareOf(of.map((session) => ({ m: Number(shipped(session) > 0), d: 1 }))),
      (of) => [any(of), of.length - any(of)],
      determined,
    ),
    metric(
      'drafts_with_detected_violation',
      { value_unit: 'share of drafts', better: null },
      per('drafts', detected),
      (of) => [total(of.map(detected)), drafts(of) - total(of.map(detected))],
    ),
    metric(
      'avg_latency_ms',
      { value_unit: 'ms per draft', better: 'lower' },
      per('drafts', (session) => session.latency),
      (of) => [drafts(of)],
    ),
  ]
  const tested = metrics.flatMap(({ p_value }) => p_value ?? []).sort((a, b) => a - b)
  const adjusted = (p: number) =>
    Math.max(...tested.flatMap((q, rank) => (q <= p ? Math.min(1, q * (tested.length - rank)) : [])))
  const sizes = (of: Session[]) => ({
    sessions: of.length,
    undetermined_sessions: of.length - determined(of).length,
    drafts: drafts(of),
    drafts_without_final_text: Math.max(0, drafts(of) - texts(of)),
  })
  const half = (on.length + off.length) / 2
  const chi2 = half < 8 ? null : (2 * (on.length - half) ** 2) / half
  const p_value = chi2 === null ? null : 2 * normal(-Math.sqrt(chi2), 0, 1)
  return {
    arms: {
      on: sizes(on),
      off: sizes(off),
    },
    srm: { chi2, p_value, flagged: p_value !== null && p_value < 0.001, enough_data: chi2 !== null },
    crossover_sessions: chosen.length - compares.length,
    metrics: metrics.map((one) => ({
      ...one,
      p_value_adjusted: one.p_value === null ? null : adjusted(one.p_value),
    })),
  }
}
