// The reports page and its blocks. The page is built from `reportBlocks`, and so is every live update,
// so the two can never differ. It must never load anything: each block is handed what was read for it.
import type { Comparison } from '../functions/report/comparison.ts'
import type { Decisions } from '../functions/report/decisions/decisions.ts'
import type { ExampleOutcome, Examples } from '../functions/report/examples/examples.ts'
import type { PageExperiment } from '../functions/report/experiment/on-page.ts'
import type { AsOf } from '../functions/report/figures.ts'
import type { Latency } from '../functions/report/latency.ts'
import type { Policies } from '../functions/report/policies.ts'
import type { RecentEvents } from '../functions/report/recent.ts'
import type { Scope } from '../functions/report/scope.ts'
import type { Summary } from '../functions/report/summary.ts'
import type { Timeseries } from '../functions/report/timeseries.ts'
import { type Loaded, NoBlock } from './block.tsx'
import { DecisionsBlock } from './blocks/decisions/decisions.tsx'
import { EventTypes } from './blocks/event-types.tsx'
import { ExamplesBlock } from './blocks/examples/examples.tsx'
import { ExperimentBlock } from './blocks/experiment/experiment.tsx'
import { Freshness, type WriterState } from './blocks/freshness.tsx'
import { LatencyBlock } from './blocks/latency.tsx'
import { Newest } from './blocks/newest.tsx'
import { type LogOfPeriod, Nothing } from './blocks/nothing.tsx'
import { OverTime } from './blocks/over-time/over-time.tsx'
import { PoliciesBlock } from './blocks/policies.tsx'
import { Start } from './blocks/start.tsx'
import { Totals } from './blocks/totals.tsx'
import { FilterBar, type Filters } from './filters/filter-bar.tsx'
import { type Assets, JsonLinks, Layout } from './layout.tsx'
import { LiveStream } from './live-stream.tsx'
import { LiveUpdate, type PlacedBlock } from './live-update.tsx'

export type ReportsProps = {
  assets: Assets
  /** Where the page is served, such as http://127.0.0.1:8000. */
  origin: string
  /** What is shown; its zone is the one in which times are written. */
  scope: Scope
  /** The parameters of the scope as the URL has them, which links carry on. */
  given: Record<string, string>
  /** Those of the page itself, which only links to the page carry on. */
  own: Record<string, string>
  /** Both as a query string for the JSON of these figures, which compares only when it is asked to. */
  jsonQuery: string
  asOf: AsOf
  /** False while nothing was ever published. */
  initialised: boolean
  writer: WriterState
  /** Where the page listens for live updates. */
  streamUrl: string
  /** Where the period lies beside the log. */
  log: LogOfPeriod
  /** Where the rows behind the totals are. */
  rows: { events: string; offers: string }
  /** The figures of the period before; null where nothing is compared. */
  comparison: Loaded<Comparison> | null
  summary: Loaded<Summary>
  experiment: Loaded<PageExperiment>
  timeseries: Loaded<Timeseries>
  latency: Loaded<Latency>
  policies: Loaded<Policies>
  decisions: Loaded<Decisions>
  /** Newest first. */
  examples: Loaded<Examples>
  /** Which examples; null: accepted and edited ones. */
  exampleOutcome: ExampleOutcome | null
  /** Newest first. */
  newest: Loaded<RecentEvents>
}

/** Always the same ids in the same order: one that has nothing to show now is there, empty and hidden. @param inFile for a report as a file */
export function reportBlocks(props: ReportsProps, inFile = false): PlacedBlock[] {
  const { scope, log, summary, experiment, timeseries, latency, policies, decisions, examples, newest } =
    props
  const started = props.initialised && props.asOf.seq > 0
  const nothing = summary.ok && summary.value.total_events === 0
  const figures: PlacedBlock[] = [
    {
      id: 'block-nothing',
      element: nothing ? <Nothing log={log} timeZone={scope.zone} /> : <NoBlock id="block-nothing" />,
    },
    {
      id: 'block-totals',
      element: (
        <Totals
          loaded={summary}
          latency={latency}
          comparison={props.comparison}
          rows={props.rows}
          begun={log.place !== 'after'}
          scope={scope}
        />
      ),
    },
    {
      id: 'block-experiment',
      element: (
        <ExperimentBlock
          loaded={experiment}
          asOfSeq={props.asOf.seq}
          scope={scope}
          given={props.given}
          own={props.own}
        />
      ),
    },
    {
      id: 'block-over-time',
      element: <OverTime loaded={timeseries} zone={scope.zone} given={props.given} />,
    },
    { id: 'block-decisions', element: <DecisionsBlock loaded={decisions} scope={scope} /> },
    { id: 'block-event-types', element: <EventTypes loaded={summary} given={props.given} /> },
    { id: 'block-latency', element: <LatencyBlock loaded={latency} /> },
    { id: 'block-policies', element: <PoliciesBlock loaded={policies} given={props.given} /> },
    {
      id: 'block-examples',
      element: (
        <ExamplesBlock
          loaded={examples}
          outcome={props.exampleOutcome}
          timeZone={scope.zone}
          given={props.given}
          own={props.own}
          inFile={inFile}
        />
      ),
    },
    { id: 'block-newest', element: <Newest loaded={newest} timeZone={scope.zone} given={props.given} /> },
  ]
  return [
    {
      id: 'block-freshness',
      element: <Freshness asOf={props.asOf} writer={props.writer} timeZone={scope.zone} />,
    },
    {
      id: 'block-start',
      element: started ? (
        <NoBlock id="block-start" />
      ) : (
        <Start initialised={props.initialised} origin={props.origin} />
      ),
    },
    ...(started ? figures : figures.map(({ id }) => ({ id, element: <NoBlock id={id} /> }))),
  ]
}

type PageProps = ReportsProps & { filters: Filters }

/** The page without its frame: what travels when a filter changes. */
export const ReportsParts = ({ filters, ...props }: PageProps) => (
  <LiveUpdate
    blocks={[
      { id: 'filters', element: <FilterBar scope={props.scope} {...filters} />, anew: true },
      ...reportBlocks(props),
      { id: 'live', element: <LiveStream url={props.streamUrl} />, anew: true },
      { id: 'json-links', element: <JsonLinks query={props.jsonQuery} />, anew: true },
    ]}
  />
)

export const ReportsPage = ({ filters, ...props }: PageProps) => (
  <Layout title="Reports" assets={props.assets} current="reports" query={props.jsonQuery}>
    <h1>Reports</h1>
    <FilterBar scope={props.scope} {...filters} />
    <div id="blocks">{reportBlocks(props).map(({ element }) => element)}</div>
    <LiveStream url={props.streamUrl} />
    <script src={props.assets.liveScript} type="module" />
    <script src={props.assets.shortcutsScript} type="module" />
    <script src={props.assets.fragmentsScript} type="module" />
  </Layout>
)
