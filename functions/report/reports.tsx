// Loads what the reports page shows, each block by itself: one that fails shows its own error, the others stand.
import { randomUUID } from 'node:crypto'
import type { Loaded } from '../../views/block.tsx'
import type { Filters } from '../../views/filters/filter-bar.tsx'
import type { PlacedBlock } from '../../views/live-update.tsx'
import { type ReportsProps, reportBlocks } from '../../views/reports-page.tsx'
import { parametersOf, toProblem } from '../http.ts'
import { type Comparison, comparedSummary, previousOf } from './comparison.ts'
import { decisions } from './decisions/decisions.ts'
import type { ReportDeps } from './deps.ts'
import { EXAMPLES, type ExampleOutcome, examples } from './examples/examples.ts'
import { experiment } from './experiment/experiment.ts'
import { experimentOnPage } from './experiment/on-page.ts'
import { eventsToGroup } from './experiment/sums.ts'
import { type FilteredPage, filtersOf, rowsOf } from './filters.ts'
import { latency } from './latency.ts'
import { keptOf, ownIn, ownParameters } from './page-parameters.ts'
import { placeInLog } from './place-in-log.ts'
import { describedBy, policies } from './policies.ts'
import { recent } from './recent.ts'
import { givenIn, type Scope, scopeKey, scopeOf } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { FileGone } from './snapshot/snapshot.ts'
import { summary } from './summary.ts'
import { timeseries } from './timeseries.ts'

/** Rows of the newest events on the page. */
export const NEWEST = 12

export type View = {
  snapshot: Snapshot | null
  origin: string
  scope: Scope
  /** Whether the totals are compared with those of the period before. */
  compare: boolean
  /** Of the examples; null: accepted and edited ones. */
  exampleOutcome: ExampleOutcome | null
  /** Whether the experiment is computed even where that takes a while. */
  experimentAsked: boolean
  /** The scope's parameters as given, those of the page itself, and the query string of both. */
  given: Record<string, string>
  own: Record<string, string>
  query: string
  /** Age of the snapshot in minutes, where the writer should have published a newer one long since; else null. */
  minutesBehind: number | null
  /** Changes exactly when a page drawn from the view may change. */
  tag: string
}

/**
 * What a page is asked: a period is compared with the one before unless that is declined.
 * @throws Problem invalid-parameter
 */
export function askedOf(
  given: Record<string, string>,
  timeZone: string,
): Pick<View, 'scope' | 'compare' | 'exampleOutcome' | 'experimentAsked'> {
  const scope = scopeOf(given, timeZone)
  const asked = parametersOf(ownParameters, given)
  const { compare = scope.from === null ? 'none' : 'previous', example_outcome = null } = asked
  return {
    scope,
    compare: compare === 'previous',
    exampleOutcome: example_outcome,
    experimentAsked: asked.experiment !== undefined,
  }
}

/**
 * The newest snapshot with the writer's state, and what of it is asked for.
 * @param url the request's
 * @throws Problem invalid-parameter
 */
export async function currentView(deps: ReportDeps, url: string): Promise<View> {
  const { reader, writer, timeZone } = deps
  const { origin, searchParams } = new URL(url)
  const given = givenIn(searchParams)
  const own = ownIn(searchParams)
  const asked = askedOf({ ...given, ...own }, timeZone)
  const snapshot = await reader.current()
  const publishedAt = snapshot?.asOf.published_at ?? null
  const minutesBehind =
    snapshot !== null && publishedAt !== null && writer.isBehind(snapshot.asOf.seq)
      ? Math.floor((deps.clock() - Date.parse(publishedAt)) / 60_000)
      : null
  return {
    snapshot,
    origin,
    ...asked,
    given,
    own,
    query: new URLSearchParams({ ...given, ...own }).toString(),
    minutesBehind,
    tag: [snapshot?.id ?? 'none', deps.policyFile.current.version, writer.status.state, minutesBehind ?? []]
      .flat()
      .join('.'),
  }
}

export function failed(deps: ReportDeps, error: unknown): Loaded<never> {
  if (error instanceof FileGone) throw error // the whole page moves on to the next snapshot
  const problem = toProblem(error)
  const id = randomUUID()
  // What a reader asked for and cannot have (a chart of 1,000 years) is no fault of ours.
  const level = problem.kind.status < 500 ? 'info' : 'error'
  deps.log[level]({ err: problem.cause ?? problem, request: id }, 'a block of a page failed')
  return { ok: false, title: problem.kind.title, detail: problem.detail, id }
}

/** The writer's state as pages show it. */
export function writerState({ writer }: ReportDeps, { minutesBehind }: View): ReportsProps['writer'] {
  const { state, since } = writer.status
  return { state, since: since === null ? null : new Date(since).toISOString(), minutesBehind }
}

const NOTHING: Loaded<never> = { ok: false, title: '', detail: '', id: '' }

const loaded = <T,>(deps: ReportDeps, figures: Promise<T>): Promise<Loaded<T>> =>
  figures.then(
    (value) => ({ ok: true, value }),
    (error) => failed(deps, error),
  )

async function experimentBlockOf(deps: ReportDeps, view: View): Promise<ReportsProps['experiment']> {
  const { snapshot, scope, experimentAsked } = view
  if (snapshot === null) return NOTHING
  const figures = {
    eventsToGroup: () => eventsToGroup(snapshot, scope),
    compute: () =>
      deps.cache.get(snapshot, `experiment ${scopeKey(scope)}`, () => experiment(snapshot, scope)),
  }
  return loaded(deps, experimentOnPage(figures, experimentAsked, deps.maxGroupedUnasked))
}

/** Null where nothing is compared. The figures are those of the JSON reports, computed once for both. */
async function comparisonOf(
  deps: ReportDeps,
  { snapshot, scope, compare }: View,
): Promise<Loaded<Comparison> | null> {
  if (snapshot === null || !compare) return null
  const { cache } = deps
  const figure =
    <T,>(name: string, compute: (snapshot: Snapshot, scope: Scope) => Promise<T>) =>
    (of: Scope) =>
      cache.get(snapshot, `${name} ${scopeKey(of)}`, () => compute(snapshot, of))
  const now = deps.clock()
  return Promise.all([
    comparedSummary(snapshot, scope, now, figure('summary', summary)),
    previousOf(snapshot, scope, now, figure('latency', latency)),
  ]).then(
    ([summary, latency]) => ({ ok: true, value: { summary, latency } }),
    (error) => failed(deps, error),
  )
}

/** @throws FileGone when the snapshot's files were collected meanwhile */
export async function reportsProps(deps: ReportDeps, of: View): Promise<ReportsProps> {
  const view = { ...of, snapshot: of.snapshot?.together() ?? null }
  const { snapshot, origin, scope, exampleOutcome, given, own, query, tag } = view
  const { cache } = deps
  const load = async <T,>(
    name: string,
    compute: (snapshot: Snapshot, scope: Scope) => Promise<T>,
  ): Promise<Loaded<T>> => {
    if (snapshot === null) return NOTHING
    return loaded(
      deps,
      cache.get(snapshot, `${name} ${scopeKey(scope)}`, () => compute(snapshot, scope)),
    )
  }
  const [
    summaryBlock,
    comparison,
    experimentBlock,
    timeseriesBlock,
    decisionsBlock,
    latencyBlock,
    policiesBlock,
    examplesBlock,
    newest,
  ] = await Promise.all([
    load('summary', summary),
    comparisonOf(deps, view),
    experimentBlockOf(deps, view),
    load('timeseries null', (from, of) => timeseries(from, of, null)),
    load('decisions', decisions),
    load('latency', latency),
    load('policies', policies),
    load(`examples ${exampleOutcome}`, (from) =>
      examples(from, scope, { outcome: exampleOutcome, limit: EXAMPLES }),
    ),
    load('newest', (from) => recent(from, scope, { limit: NEWEST })),
  ])
  const firstEvent = snapshot?.period?.from ?? null
  return {
    assets: deps.assets,
    origin,
    scope,
    given,
    own,
    jsonQuery: new URLSearchParams({
      ...given,
      ...keptOf(own),
      ...(view.compare && { compare: 'previous' }),
    }).toString(),
    asOf: snapshot?.asOf ?? { seq: 0, published_at: null },
    initialised: snapshot !== null,
    writer: writerState(deps, view),
    streamUrl: `/reports/stream?seen=${tag}${query && `&${query}`}`,
    log: {
      firstEvent,
      place: placeInLog(scope, firstEvent ?? Number.NEGATIVE_INFINITY, deps.clock()),
    },
    rows: rowsOf(given),
    comparison,
    summary: summaryBlock,
    experiment: experimentBlock,
    timeseries: timeseriesBlock,
    decisions: decisionsBlock,
    latency: latencyBlock,
    policies: policiesBlock.ok
      ? { ok: true, value: describedBy(deps.policyFile.current.policies, policiesBlock.value) }
      : policiesBlock,
    examples: examplesBlock,
    exampleOutcome,
    newest,
  }
}

/** Whether everything that was loaded could be read: asked of all props, so that no block can be forgotten. */
export const isWhole = (props: ReportsProps): boolean =>
  Object.values(props).every(
    (prop) => prop === null || typeof prop !== 'object' || !('ok' in prop) || prop.ok !== false,
  )

/** For the page alone: the filter bar is no part of a live update. */
export async function filterProps(
  deps: ReportDeps,
  { snapshot, scope, given }: View,
  page: FilteredPage,
): Promise<Filters> {
  const { cache, clock, timeZone } = deps
  const everything = scopeOf({}, timeZone)
  const named =
    snapshot === null
      ? []
      : await cache
          .get(snapshot, `policies ${scopeKey(everything)}`, () => policies(snapshot, everything))
          .then(
            (figures) => describedBy(deps.policyFile.current.policies, figures).policies,
            (error) => {
              failed(deps, error)
              return [] // the policy can still be typed
            },
          )
  return filtersOf({ scope, given }, clock(), timeZone, named, page)
}

/** A block and its HTML: what a live update sends, and what it compares. */
export type RenderedBlock = PlacedBlock & { html: string }

/** Of a live update. The experiment that was computed on request stays as it was. */
export async function renderedBlocks(deps: ReportDeps, view: View): Promise<RenderedBlock[]> {
  const props = await reportsProps(deps, { ...view, experimentAsked: false })
  const { experiment } = props
  const stays = view.experimentAsked && experiment.ok && 'grouped' in experiment.value
  const blocks = reportBlocks(props).filter(({ id }) => !(stays && id === 'block-experiment'))
  return blocks.map((block) => ({ ...block, html: block.element.toString() }))
}
