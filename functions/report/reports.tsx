// Loads what the reports page shows, each block by itself: one that fails shows its own error, the others stand.
import { randomUUID } from 'node:crypto'
import type { Loaded } from '../../views/block.tsx'
import type { Filters } from '../../views/filters/filter-bar.tsx'
import type { PlacedBlock } from '../../views/live-update.tsx'
import { type ReportsProps, reportBlocks } from '../../views/reports-page.tsx'
import { toProblem } from '../http.ts'
import type { ReportDeps } from './deps.ts'
import { experiment } from './experiment/experiment.ts'
import type { Experiment } from './experiment/schema.ts'
import { type Refused, unlessRefused } from './experiment/unless-refused.ts'
import { filtersOf } from './filters.ts'
import { latency } from './latency.ts'
import { policies } from './policies.ts'
import { recent } from './recent.ts'
import { givenIn, type Scope, scopeKey, scopeOf } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { FileGone } from './snapshot/snapshot.ts'
import { summary } from './summary.ts'
import { timeseries } from './timeseries.ts'

/** Rows of the newest events on the page. */
const NEWEST = 12

export type View = {
  snapshot: Snapshot | null
  origin: string
  scope: Scope
  /** The scope's parameters as given, and the query string of them. */
  given: Record<string, string>
  query: string
  /** Changes exactly when a page drawn from the view may change. */
  tag: string
}

/**
 * The newest snapshot with the writer's state, and what of it is asked for.
 * @param url the request's
 * @throws Problem invalid-parameter
 */
export async function currentView({ reader, writer, timeZone }: ReportDeps, url: string): Promise<View> {
  const { origin, searchParams } = new URL(url)
  const given = givenIn(searchParams)
  const scope = scopeOf(given, timeZone)
  const snapshot = await reader.current()
  return {
    snapshot,
    origin,
    scope,
    given,
    query: new URLSearchParams(given).toString(),
    tag: `${snapshot?.id ?? 'none'}.${writer.status.state}`,
  }
}

function failed(deps: ReportDeps, error: unknown): Loaded<never> {
  if (error instanceof FileGone) throw error // the whole page moves on to the next snapshot
  const problem = toProblem(error)
  const id = randomUUID()
  // What a reader asked for and cannot have (a chart of 1,000 years) is no fault of ours.
  const level = problem.kind.status < 500 ? 'info' : 'error'
  deps.log[level]({ err: problem.cause ?? problem, request: id }, 'a block of the reports page failed')
  return { ok: false, title: problem.kind.title, detail: problem.detail, id }
}

/** @throws FileGone when the snapshot's files were collected meanwhile */
export async function reportsProps(
  deps: ReportDeps,
  { snapshot, origin, scope, query, tag }: View,
): Promise<ReportsProps> {
  const { cache, writer } = deps
  const load = async <T,>(
    name: string,
    compute: (snapshot: Snapshot, scope: Scope) => Promise<T>,
    answered = (figures: Promise<T>) => figures,
  ): Promise<Loaded<T>> => {
    if (snapshot === null) return { ok: false, title: '', detail: '', id: '' }
    const figures = cache.get(snapshot, `${name} ${scopeKey(scope)}`, () => compute(snapshot, scope))
    return answered(figures).then(
      (value) => ({ ok: true, value }),
      (error) => failed(deps, error),
    )
  }
  const [summaryBlock, experimentBlock, timeseriesBlock, latencyBlock, policiesBlock, newest] =
    await Promise.all([
      load('summary', summary),
      load<Experiment | Refused>('experiment', experiment, unlessRefused),
      load('timeseries null', (from, of) => timeseries(from, of, null)),
      load('latency', latency),
      load('policies', policies),
      load('newest', (from) => recent(from, scope, { limit: NEWEST })),
    ])
  const { state, since } = writer.status
  return {
    assets: deps.assets,
    origin,
    scope,
    query,
    asOf: snapshot?.asOf ?? { seq: 0, published_at: null },
    initialised: snapshot !== null,
    writer: { state, since: since === null ? null : new Date(since).toISOString() },
    streamUrl: `/reports/stream?seen=${tag}${query && `&${query}`}`,
    summary: summaryBlock,
    experiment: experimentBlock,
    timeseries: timeseriesBlock,
    latency: latencyBlock,
    policies: policiesBlock,
    newest,
  }
}

/** Whether every block could be read. */
export const isWhole = (props: ReportsProps): boolean =>
  [props.summary, props.experiment, props.timeseries, props.latency, props.policies, props.newest].every(
    ({ ok }) => ok,
  )

/** For the page alone: the filter bar is no part of a live update. */
export async function filterProps(deps: ReportDeps, { snapshot, scope, given }: View): Promise<Filters> {
  const { cache, clock, timeZone } = deps
  const everything = scopeOf({}, timeZone)
  const named =
    snapshot === null
      ? []
      : await cache
          .get(snapshot, `policies ${scopeKey(everything)}`, () => policies(snapshot, everything))
          .then(
            (figures) => figures.policies.map(({ id }) => id),
            (error) => {
              failed(deps, error)
              return [] // the policy can still be typed
            },
          )
  return filtersOf({ scope, given }, clock(), timeZone, named)
}

/** A block and its HTML: what a live update sends, and what it compares. */
export type RenderedBlock = PlacedBlock & { html: string }

export async function renderedBlocks(deps: ReportDeps, view: View): Promise<RenderedBlock[]> {
  const blocks = reportBlocks(await reportsProps(deps, view))
  return blocks.map((block) => ({ ...block, html: block.element.toString() }))
}
