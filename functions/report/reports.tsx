// Loads what the reports page shows, each block by itself: one that fails shows its own error, the others stand.
import { randomUUID } from 'node:crypto'
import type { Loaded } from '../../views/block.tsx'
import type { Filters } from '../../views/filters/filter-bar.tsx'
import type { PlacedBlock } from '../../views/live-update.tsx'
import { type ReportsProps, reportBlocks } from '../../views/reports-page.tsx'
import { parametersOf, toProblem } from '../http.ts'
import { decisions } from './decisions/decisions.ts'
import type { ReportDeps } from './deps.ts'
import { EXAMPLES, type ExampleOutcome, exampleParameters, examples } from './examples/examples.ts'
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
  /** Of the examples; null: accepted and edited ones. */
  exampleOutcome: ExampleOutcome | null
  /** The page's parameters as given, and the query string of them. */
  given: Record<string, string>
  query: string
  /** Changes exactly when a page drawn from the view may change. */
  tag: string
}

/** The parameters of the page that are given, which its links carry on: the scope's and its own. */
export function pageGivenIn(parameters: URLSearchParams): Record<string, string> {
  const own = Object.keys(exampleParameters.shape).map((name) => [name, parameters.get(name) ?? ''] as const)
  return { ...givenIn(parameters), ...Object.fromEntries(own.filter(([, value]) => value !== '')) }
}

/** @throws Problem invalid-parameter */
export const exampleOutcomeOf = (given: Record<string, string>): ExampleOutcome | null =>
  parametersOf(exampleParameters, given).example_outcome ?? null

/**
 * The newest snapshot with the writer's state, and what of it is asked for.
 * @param url the request's
 * @throws Problem invalid-parameter
 */
export async function currentView({ reader, writer, timeZone }: ReportDeps, url: string): Promise<View> {
  const { origin, searchParams } = new URL(url)
  const given = pageGivenIn(searchParams)
  const scope = scopeOf(given, timeZone)
  const snapshot = await reader.current()
  return {
    snapshot,
    origin,
    scope,
    exampleOutcome: exampleOutcomeOf(given),
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
  { snapshot, origin, scope, exampleOutcome, query, tag }: View,
): Promise<ReportsProps> {
  const { cache, writer } = deps
  const load = async <T,>(
    name: string,
    compute: (snapshot: Snapshot, scope: Scope) => Promise<T>,
  ): Promise<Loaded<T>> => {
    if (snapshot === null) return { ok: false, title: '', detail: '', id: '' }
    return cache
      .get(snapshot, `${name} ${scopeKey(scope)}`, () => compute(snapshot, scope))
      .then(
        (value) => ({ ok: true, value }),
        (error) => failed(deps, error),
      )
  }
  const [summaryBlock, timeseriesBlock, decisionsBlock, latencyBlock, policiesBlock, examplesBlock, newest] =
    await Promise.all([
      load('summary', summary),
      load('timeseries null', (from, of) => timeseries(from, of, null)),
      load('decisions', decisions),
      load('latency', latency),
      load('policies', policies),
      load(`examples ${exampleOutcome}`, (from) =>
        examples(from, scope, { outcome: exampleOutcome, limit: EXAMPLES }),
      ),
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
    timeseries: timeseriesBlock,
    decisions: decisionsBlock,
    latency: latencyBlock,
    policies: policiesBlock,
    examples: examplesBlock,
    exampleOutcome,
    newest,
  }
}

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
