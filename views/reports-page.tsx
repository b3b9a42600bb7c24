// The reports page and its blocks. The page is built from `reportBlocks`, and so is every live update,
// so the two can never differ. It must never load anything: each block is handed what was read for it.
import type { Experiment } from '../functions/report/experiment/schema.ts'
import type { Refused } from '../functions/report/experiment/unless-refused.ts'
import type { AsOf } from '../functions/report/figures.ts'
import type { Latency } from '../functions/report/latency.ts'
import type { Policies } from '../functions/report/policies.ts'
import type { RecentEvents } from '../functions/report/recent.ts'
import type { Scope } from '../functions/report/scope.ts'
import type { Summary } from '../functions/report/summary.ts'
import type { Timeseries } from '../functions/report/timeseries.ts'
import { type Loaded, NoBlock } from './block.tsx'
import { EventTypes } from './blocks/event-types.tsx'
import { ExperimentBlock } from './blocks/experiment/experiment.tsx'
import { Freshness, type WriterState } from './blocks/freshness.tsx'
import { LatencyBlock } from './blocks/latency.tsx'
import { Newest } from './blocks/newest.tsx'
import { Nothing } from './blocks/nothing.tsx'
import { OverTime } from './blocks/over-time/over-time.tsx'
import { PoliciesBlock } from './blocks/policies.tsx'
import { Start } from './blocks/start.tsx'
import { Totals } from './blocks/totals.tsx'
import { FilterBar, type Filters } from './filters/filter-bar.tsx'
import { type Assets, Layout } from './layout.tsx'
import type { PlacedBlock } from './live-update.tsx'

export type ReportsProps = {
  assets: Assets
  /** Where the page is served, such as http://127.0.0.1:8000. */
  origin: string
  /** What is shown; its zone is the one in which times are written. */
  scope: Scope
  /** The same as a query string; empty when everything is shown. */
  query: string
  asOf: AsOf
  /** False while nothing was ever published. */
  initialised: boolean
  writer: WriterState
  /** Where the page listens for live updates. */
  streamUrl: string
  summary: Loaded<Summary>
  experiment: Loaded<Experiment | Refused>
  timeseries: Loaded<Timeseries>
  latency: Loaded<Latency>
  policies: Loaded<Policies>
  /** Newest first. */
  newest: Loaded<RecentEvents>
}

/** Always the same ids in the same order: one that has nothing to show now is there, empty and hidden. */
export function reportBlocks(props: ReportsProps): PlacedBlock[] {
  const { scope, summary, experiment, timeseries, latency, policies, newest } = props
  const started = props.initialised && props.asOf.seq > 0
  const nothing = summary.ok && summary.value.total_events === 0
  const figures: PlacedBlock[] = [
    { id: 'block-nothing', element: nothing ? <Nothing /> : <NoBlock id="block-nothing" /> },
    { id: 'block-totals', element: <Totals loaded={summary} scope={scope} /> },
    {
      id: 'block-experiment',
      element: <ExperimentBlock loaded={experiment} scope={scope} query={props.query} />,
    },
    { id: 'block-over-time', element: <OverTime loaded={timeseries} zone={scope.zone} /> },
    { id: 'block-event-types', element: <EventTypes loaded={summary} /> },
    { id: 'block-latency', element: <LatencyBlock loaded={latency} /> },
    { id: 'block-policies', element: <PoliciesBlock loaded={policies} /> },
    { id: 'block-newest', element: <Newest loaded={newest} timeZone={scope.zone} query={props.query} /> },
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

// hx-swap none: only the partials of a message are placed. every 15s: asks again when the first connection
// failed; it does nothing while a stream is open or being opened. A lost stream is back within about 5 s.
export const ReportsPage = ({ filters, ...props }: ReportsProps & { filters: Filters }) => (
  <Layout title="Reports" assets={props.assets} current="reports" query={props.query}>
    <h1>Reports</h1>
    <FilterBar scope={props.scope} {...filters} />
    <div id="blocks">{reportBlocks(props).map(({ element }) => element)}</div>
    <div
      id="live"
      hx-sse:connect={props.streamUrl}
      hx-swap="none"
      hx-trigger="load, every 15s"
      hx-sync="drop"
      hx-config="sse.reconnectMaxDelay:5s"
    />
  </Layout>
)
