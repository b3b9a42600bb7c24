// One metric of both arms, compared. Where there is too little data every figure of chance is null.
import { chanceToWin } from '../../statistics/chance-to-win.ts'
import { alwaysValidInterval } from '../../statistics/confidence-sequence.ts'
import { absoluteDifference, relativeDifference } from '../../statistics/difference.ts'
import { hasEnough, sessionsUntilEnough, sessionsUntilNarrow } from '../../statistics/enough-data.ts'
import type { Difference } from '../../statistics/estimate.ts'
import { confidenceInterval, pValue } from '../../statistics/t-test.ts'
import type { Metric } from './metrics.ts'
import { type MetricFigures, MINIMAL_RELATIVE_DIFFERENCE } from './schema.ts'
import type { ArmSums, ExperimentSums } from './sums.ts'

/** What is said of a metric by itself: neither its name, nor what needs the other metrics, nor words. */
export type Comparison = Omit<MetricFigures, 'name' | 'p_value_adjusted' | 'meaning'>

export function compare(metric: Metric, { on, off }: ExperimentSums): Comparison {
  const [control, treatment] = [armOf(metric, off), armOf(metric, on)]
  const minimal = control.value ? Math.abs(control.value) * MINIMAL_RELATIVE_DIFFERENCE : null
  const seen = {
    unit: 'session' as const,
    value_unit: metric.value_unit,
    better: metric.better,
    control,
    treatment,
    minimal_difference: minimal,
  }
  const gathered = [
    { sessions: control.n, counts: metric.counts(off) },
    { sessions: treatment.n, counts: metric.counts(on) },
  ] as const
  const inferred = gathered.every(hasEnough) ? infer(metric, { on, off }) : null
  if (inferred === null)
    return {
      ...seen,
      ...withoutChance(control.value, treatment.value),
      enough_data: false,
      more_sessions: sessionsUntilEnough(gathered) || null,
    }
  const [low, high] = inferred.ci
  const isOpen = low <= 0 && high >= 0 && minimal !== null
  return {
    ...seen,
    ...inferred,
    enough_data: true,
    more_sessions: (isOpen && sessionsUntilNarrow(inferred.ci, control.n + treatment.n, minimal)) || null,
  }
}

function armOf({ parts, sessions }: Metric, arm: ArmSums): Comparison['control'] {
  const { m, d } = parts(arm)
  return { value: d === 0 ? null : m / d, n: sessions(arm) }
}

/** What chance has to do with the difference; null where no session differs from another. */
function infer({ estimate, better }: Metric, { on, off }: ExperimentSums) {
  const [control, treatment] = [estimate(off), estimate(on)]
  const difference = absoluteDifference(control, treatment)
  if (difference.se === 0) return null
  return {
    difference: difference.estimate,
    se: difference.se,
    ci: confidenceInterval(difference),
    df: difference.df,
    p_value: pValue(difference),
    relative: control.value === 0 ? UNKNOWN : relativeFigures(relativeDifference(control, treatment)),
    sequential_ci: alwaysValidInterval(difference, control.n + treatment.n),
    chance_to_win: better === null ? null : chanceToWin(difference, better),
  }
}

const UNKNOWN = { difference: null, ci: null, p_value: null }

const relativeFigures = (relative: Difference) => ({
  difference: relative.estimate,
  ci: confidenceInterval(relative),
  p_value: pValue(relative),
})

function withoutChance(control: number | null, treatment: number | null) {
  const difference = control === null || treatment === null ? null : treatment - control
  return {
    difference,
    se: null,
    ci: null,
    df: null,
    p_value: null,
    relative: { ...UNKNOWN, difference: difference !== null && control ? difference / control : null },
    sequential_ci: null,
    chance_to_win: null,
  }
}
