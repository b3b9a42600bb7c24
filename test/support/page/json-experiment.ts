// What the page must show of /analytics/experiment, in the page's own words for a value.
import type { Experiment, MetricFigures } from '../../../functions/report/experiment/schema.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import { METRICS, narrowedTo } from '../../../views/blocks/experiment/definitions.ts'
import {
  chance,
  probability,
  RELATIVE,
  range,
  sessions,
  WRITTEN,
} from '../../../views/blocks/experiment/numbers.ts'
import { count } from '../../../views/format.ts'
import { inWords, known, said } from './json-totals.ts'
import { at, type Figures } from './page-figures.ts'

const ARMS = {
  'Without suggestions control, bucket off': 'off',
  'With suggestions treatment, bucket on': 'on',
} as const

function armsOf({ arms }: Experiment): Figures {
  const figures = Object.entries(ARMS).map(([place, name]) => {
    const { sessions, undetermined_sessions, drafts, drafts_without_final_text } = arms[name]
    const leftOut = (n: number, what: string) => n > 0 && `${count(n)} ${what}`
    return {
      [at(place, 'Sessions')]: said(count(sessions), leftOut(undetermined_sessions, 'undetermined')),
      [at(place, 'Drafts')]: said(count(drafts), leftOut(drafts_without_final_text, 'without a final text')),
    }
  })
  return Object.assign({}, ...figures)
}

function missing(enough: boolean, more: number | null) {
  if (enough) return false
  return more === null
    ? 'Not enough data: no session differs from another'
    : `Not enough data: about ${count(more)} more ${more === 1 ? 'session' : 'sessions'}`
}

function metricOf(metric: MetricFigures): Figures {
  const as = WRITTEN[metric.value_unit]
  const arm = ({ value, n }: MetricFigures['control']) => `${known(value, as.value)} n = ${sessions(n)}`
  const { relative, better } = metric
  const figures: Figures = {
    kind: said(
      better === null ? 'a balance check' : 'lower is better',
      missing(metric.enough_data, metric.more_sessions),
    ),
    'Without suggestions': arm(metric.control),
    'With suggestions': arm(metric.treatment),
    Difference: said(
      known(metric.difference, as.difference),
      `95 % interval ${known(metric.ci, (ci) => range(ci, as))}`,
      `always valid ${known(metric.sequential_ci, (ci) => range(ci, as))}`,
    ),
    Relative: said(
      known(relative.difference, RELATIVE.difference),
      relative.ci && range(relative.ci, RELATIVE),
    ),
    p: said(known(metric.p_value, probability), `adjusted ${known(metric.p_value_adjusted, probability)}`),
    ...(better !== null && { 'Chance to win': known(metric.chance_to_win, chance) }),
    ...inWords(metric.meaning),
  }
  const place = METRICS[metric.name].label
  return Object.fromEntries(Object.entries(figures).map(([name, text]) => [at(place, name), text]))
}

/** @param experiment null where the filters leave nothing to compare */
export function experimentOf(experiment: Experiment | null, scope: Scope): Figures {
  if (experiment === null) return {}
  const { srm, crossover_sessions: crossed, metrics } = experiment
  return {
    ...armsOf(experiment),
    ...Object.assign({}, ...metrics.map(metricOf)),
    ...inWords(
      narrowedTo(scope),
      srm.flagged && srm.meaning,
      crossed > 0 &&
        `${crossed === 1 ? '1 session was' : `${count(crossed)} sessions were`} seen in both arms`,
      said(
        !srm.flagged && srm.meaning,
        srm.p_value !== null && `Test of the split: p ${probability(srm.p_value)}.`,
      ),
    ),
  }
}
