// What the coach changes: sessions with suggestions against sessions without, metric by metric.
// It must never compare what exists in one arm alone, nor treat a filter that it cannot take as a failure.
import type { OnRequest, PageExperiment, Refused } from '../../../functions/report/experiment/on-page.ts'
import type { Experiment } from '../../../functions/report/experiment/schema.ts'
import { reportsUrl } from '../../../functions/report/filters.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import { type Loaded, LoadedBlock } from '../../block.tsx'
import { count } from '../../format.ts'
import { jsonLink, linkWithout } from '../../json-links.ts'
import { Arms } from './arms.tsx'
import { narrowedTo, TERMS } from './definitions.ts'
import { MetricRow } from './metric-row.tsx'

type ExperimentProps = {
  loaded: Loaded<PageExperiment>
  /** The newest event that the figures know. */
  asOfSeq: number
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

/** Figures that take a while, or the way to them. They do not follow the log: the line says which event they are of. */
const Requested = ({
  requested: { grouped, figures },
  asOfSeq,
  ...props
}: { requested: OnRequest } & Omit<ExperimentProps, 'loaded'>) => (
  <>
    <p>
      {figures === null
        ? `With these filters it is computed from each of the ${count(grouped)} events of the period, and not again with every new event. `
        : `Computed on request from each of the ${count(grouped)} events of the period, as of event ${asOfSeq}: it does not follow the log. `}
      <a href={`${reportsUrl({ ...props.given, ...props.own, experiment: 'compute' })}#block-experiment`}>
        {figures === null ? 'Compute it now' : 'Compute it again'}
      </a>
    </p>
    {figures !== null && <Comparison experiment={figures} {...props} />}
  </>
)

const isComparison = (loaded: ExperimentProps['loaded']) =>
  loaded.ok && ('metrics' in loaded.value || ('figures' in loaded.value && loaded.value.figures !== null))

function Body({ found, ...props }: { found: PageExperiment } & Omit<ExperimentProps, 'loaded'>) {
  if ('refused' in found) return <Refusal {...found} {...props} />
  if ('grouped' in found) return <Requested requested={found} {...props} />
  return <Comparison experiment={found} {...props} />
}

export const ExperimentBlock = ({ loaded, ...props }: ExperimentProps) => (
  <LoadedBlock
    id="block-experiment"
    title="What the coach changes"
    note={
      isComparison(loaded) &&
      'Sessions with suggestions against sessions without. Select a figure’s name for its definition.'
    }
    loaded={loaded}
    body={(found) => <Body found={found} {...props} />}
  />
)
