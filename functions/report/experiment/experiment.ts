// The experiment: what the coach’s suggestions change, by comparing sessions with them (arm `on`) and without (`off`).
// Sessions are drawn into an arm as wholes and compared as wholes; one seen in both arms is compared with nothing.
import { type FieldError, Problem } from '../../problem.ts'
import { holm } from '../../statistics/holm.ts'
import type { Scope } from '../scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { compare } from './comparison.ts'
import { meaningOf } from './meaning.ts'
import { METRICS, type Metric, type MetricName } from './metrics.ts'
import type { Experiment } from './schema.ts'
import { split } from './split.ts'
import { type ArmSums, type ExperimentSums, experimentSums } from './sums.ts'

/** @throws Problem invalid-parameter for a filter that would give figures of something else */
export async function experiment(snapshot: Snapshot, scope: Scope): Promise<Experiment> {
  const errors = unanswerable(scope)
  if (errors.length > 0) throw new Problem('invalid-parameter', undefined, errors)
  return experimentFigures(await experimentSums(snapshot, scope))
}

/** Filters that no comparison of sessions can be narrowed to, and why. */
function unanswerable({ bucket, event, session }: Scope): FieldError[] {
  const errors = [
    bucket !== null && { path: 'bucket', message: 'The experiment compares both buckets: ask without one.' },
    event !== null && {
      path: 'event',
      message: 'The experiment compares whole sessions, not events of one type: ask without event.',
    },
    session !== null && {
      path: 'session_id',
      message: 'The experiment compares many sessions: ask without session_id.',
    },
  ]
  return errors.filter((error) => error !== false)
}

const armOf = (arm: ArmSums): Experiment['arms']['on'] => ({
  sessions: arm.x_sessions,
  undetermined_sessions: arm.x_undetermined,
  drafts: arm.x_d,
  // An outcome may answer an offer of another session: one that is not counted here, perhaps.
  drafts_without_final_text: Math.max(0, arm.x_d - arm.x_k),
})

export function experimentFigures(sums: ExperimentSums): Experiment {
  const compared = Object.entries(METRICS).map(([name, metric]: [string, Metric]) => ({
    name: name as MetricName,
    metric,
    figures: compare(metric, sums),
  }))
  const adjusted = holm(compared.map(({ figures }) => figures.p_value))
  return {
    arms: {
      on: armOf(sums.on),
      off: armOf(sums.off),
    },
    srm: split(sums),
    crossover_sessions: sums.on.x_crossover + sums.off.x_crossover,
    metrics: compared.map(({ name, metric, figures }, index) => {
      const judged = { name, ...figures, p_value_adjusted: adjusted[index] ?? null }
      return { ...judged, meaning: meaningOf(metric, judged) }
    }),
  }
}
