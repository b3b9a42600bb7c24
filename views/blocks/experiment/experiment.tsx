// What the coach changes: sessions with suggestions against sessions without, metric by metric.
// It must never compare what exists in one arm alone, nor treat a filter that it cannot take as a failure.
import type { Experiment } from '../../../functions/report/experiment/schema.ts'
import type { Refused } from '../../../functions/report/experiment/unless-refused.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import { type Loaded, LoadedBlock } from '../../block.tsx'
import { jsonLink, linkWithout } from '../../json-links.ts'
import { Arms } from './arms.tsx'
import { narrowedTo, TERMS } from './definitions.ts'
import { MetricRow } from './metric-row.tsx'

type ExperimentProps = {
  loaded: Loaded<Experiment | Refused>
  scope: Scope
  /** The filters' parameters, which every link carries on, and the page's own. */
  given: Record<string, string>
  own: Record<string, string>
}

const queryOf = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString()

const Reading = () => (
  <details id="experiment-reading" class="fold">
    <summary>How to read these figures</summary>
    <dl class="terms">
      {TERMS.map(({ term, meaning }) => (
        <div>
          <dt>{term}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </details>
)

function Comparison({
  experiment,
  scope,
  given,
}: { experiment: Experiment } & Pick<ExperimentProps, 'scope' | 'given'>) {
  const narrowed = narrowedTo(scope)
  return (
    <>
      {narrowed !== null && <p>{narrowed}</p>}
      <Arms {...experiment} />
      <ul class="effects">
        {experiment.metrics.map((metric) => (
          <MetricRow metric={metric} />
        ))}
      </ul>
      <p class="quiet">
        In a picture the strong band is the 95&nbsp;% interval, the light one the always valid interval, the
        dotted line no difference. Each has a scale of its own.{' '}
        <a href={jsonLink('/analytics/experiment', queryOf(given))}>As JSON</a>
      </p>
      <Reading />
    </>
  )
}

const list = new Intl.ListFormat('en-GB')

/** A period that is too long is not taken away: all of the log would be longer still. */
function Refusal({ refused, given, own }: Refused & Pick<ExperimentProps, 'given' | 'own'>) {
  const filters = refused.map(({ path }) => path).filter((path) => path !== 'from')
  return (
    <>
      <p>There is no comparison with these filters.</p>
      <ul class="reasons">
        {refused.map(({ message }) => (
          <li>{message}</li>
        ))}
      </ul>
      {filters.length > 0 && (
        <p>
          <a href={linkWithout('/reports', queryOf({ ...given, ...own }), filters)}>
            Show the page without{' '}
            {list.format(filters.map((name) => (name === 'session_id' ? 'session' : name)))}
          </a>
        </p>
      )}
    </>
  )
}

const isComparison = (loaded: ExperimentProps['loaded']) => loaded.ok && !('refused' in loaded.value)

export const ExperimentBlock = ({ loaded, scope, given, own }: ExperimentProps) => (
  <LoadedBlock
    id="block-experiment"
    title="What the coach changes"
    note={
      isComparison(loaded) &&
      'Sessions with suggestions against sessions without. Select a figure’s name for its definition.'
    }
    loaded={loaded}
    body={(found) =>
      'refused' in found ? (
        <Refusal {...found} given={given} own={own} />
      ) : (
        <Comparison experiment={found} scope={scope} given={given} />
      )
    }
  />
)
