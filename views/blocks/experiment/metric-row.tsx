// One metric of the experiment: what it is in each arm, the difference with how sure it is, and what that means.
// It must never show a verdict without the sizes behind it, nor an unknown as 0.
import type { Child } from 'hono/jsx'
import type { MetricFigures } from '../../../functions/report/experiment/schema.ts'
import { Figure, Unknown } from '../../figure.tsx'
import { METRICS } from './definitions.ts'
import { IntervalPlot } from './interval-plot.tsx'
import { chance, probability, RELATIVE, range, sessions, WRITTEN } from './numbers.ts'

const Pair = ({ name, wide, children }: { name: string; wide?: boolean; children: Child }) => (
  <div class={wide ? 'effect-difference' : undefined}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Arm = ({
  name,
  arm,
  unit,
}: {
  name: string
  arm: MetricFigures['control']
  unit: MetricFigures['value_unit']
}) => (
  <Pair name={name}>
    <strong>
      <Figure value={arm.value} as={WRITTEN[unit].value} />
    </strong>
    <span class="quiet under">n&nbsp;=&nbsp;{sessions(arm.n)}</span>
  </Pair>
)

function Difference({ difference, ci, sequential_ci, value_unit }: MetricFigures) {
  const as = WRITTEN[value_unit]
  return (
    <Pair wide name="Difference">
      <div>
        <strong>
          <Figure value={difference} as={as.difference} />
        </strong>
        <span class="quiet under">95&nbsp;% interval {ci ? range(ci, as) : <Unknown />}</span>
        <span class="quiet under">always valid {sequential_ci ? range(sequential_ci, as) : <Unknown />}</span>
      </div>
      {difference !== null && ci && sequential_ci && (
        <IntervalPlot difference={difference} ci={ci} always={sequential_ci} />
      )}
    </Pair>
  )
}

const missing = (more: number | null) =>
  more === null
    ? 'Not enough data: no session differs from another'
    : `Not enough data: about ${sessions(more).replace('session', 'more session')}`

export const MetricRow = ({ metric }: { metric: MetricFigures }) => (
  <li class="effect">
    <details id={`experiment-${metric.name}`}>
      <summary>
        <h3>{METRICS[metric.name].label}</h3>{' '}
        <span class="quiet">{metric.better === null ? 'a balance check' : 'lower is better'}</span>
        {!metric.enough_data && <span class="tag">{missing(metric.more_sessions)}</span>}
      </summary>
      <p class="quiet">{METRICS[metric.name].definition}</p>
    </details>
    <dl>
      <Arm name="Without suggestions" arm={metric.control} unit={metric.value_unit} />
      <Arm name="With suggestions" arm={metric.treatment} unit={metric.value_unit} />
      <Difference {...metric} />
      <Pair name="Relative">
        <Figure value={metric.relative.difference} as={RELATIVE.difference} />
        {metric.relative.ci && <span class="quiet under">{range(metric.relative.ci, RELATIVE)}</span>}
      </Pair>
      <Pair name="p">
        <Figure value={metric.p_value} as={probability} />
        <span class="quiet under">
          adjusted <Figure value={metric.p_value_adjusted} as={probability} />
        </span>
      </Pair>
      {metric.better !== null && (
        <Pair name="Chance to win">
          <Figure value={metric.chance_to_win} as={chance} />
        </Pair>
      )}
    </dl>
    <p class="effect-meaning">{metric.meaning}</p>
  </li>
)
