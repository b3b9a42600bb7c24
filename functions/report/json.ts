// The JSON answers of the report group: one snapshot each, which one in the body and in X-As-Of-Seq.
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { type Env, parametersOf, saidIn } from '../http.ts'
import { comparedSummary, previousOf } from './comparison.ts'
import { decisions } from './decisions/decisions.ts'
import type { ReportDeps } from './deps.ts'
import { examples } from './examples/examples.ts'
import { experiment } from './experiment/experiment.ts'
import { latency } from './latency.ts'
import { minSeqOf } from './min-seq.ts'
import { describedBy, policies } from './policies.ts'
import { type Answered, type Asked, JSON_REPORTS, type JsonReport } from './questions.ts'
import { recent } from './recent.ts'
import { type Scope, scopeKey, scopeOf } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { stats } from './stats.ts'
import { summary } from './summary.ts'
import { timeseries } from './timeseries.ts'

/** Given what is asked for, computes the answer from one snapshot. */
type Compute<R extends JsonReport> = (
  snapshot: Snapshot,
  scope: Scope,
  asked: Asked<R>,
) => Promise<Omit<Answered<R>, 'as_of'>>

export function jsonReports({ reader, cache, clock, timeZone, policyFile }: ReportDeps) {
  const app = new Hono<Env>()

  function report<R extends JsonReport>(path: R, compute: Compute<R>): void {
    app.get(path, etag(), async (c) => {
      const given = saidIn(c.req.query())
      const asked = parametersOf(JSON_REPORTS[path].parameters, given) as Asked<R>
      const scope = scopeOf(given, timeZone)
      const [found, as_of] = await reader.answer(
        async (snapshot) => [await compute(snapshot, scope, asked), snapshot.asOf] as const,
        minSeqOf(c.req.raw),
      )
      return Response.json(
        { ...found, as_of },
        { headers: { 'X-As-Of-Seq': String(as_of.seq), 'Cache-Control': 'no-cache' } },
      )
    })
  }
  const cached =
    <T extends object>(name: string, compute: (snapshot: Snapshot, scope: Scope) => Promise<T>) =>
    (snapshot: Snapshot, scope: Scope) =>
      cache.get(snapshot, `${name} ${scopeKey(scope)}`, () => compute(snapshot, scope))

  report('/events/stats', cached('stats', stats))
  const summaryOf = cached('summary', summary)
  report('/analytics/summary', async (snapshot, scope, { compare }) => ({
    ...(await summaryOf(snapshot, scope)),
    ...(compare === 'previous' &&
      (await comparedSummary(snapshot, scope, clock(), (of) => summaryOf(snapshot, of)))),
  }))
  const latencyOf = cached('latency', latency)
  report('/analytics/latency', async (snapshot, scope, { compare }) => ({
    ...(await latencyOf(snapshot, scope)),
    ...(compare === 'previous' &&
      (await previousOf(snapshot, scope, clock(), (of) => latencyOf(snapshot, of)))),
  }))
  const policiesOf = cached('policies', policies)
  report('/analytics/policies', async (snapshot, scope) =>
    describedBy(policyFile.current.policies, await policiesOf(snapshot, scope)),
  )
  report('/analytics/timeseries', (snapshot, scope, { width = null }) =>
    cached(`timeseries ${width}`, (from, of) => timeseries(from, of, width))(snapshot, scope),
  )
  report('/analytics/experiment', cached('experiment', experiment))
  report('/analytics/decisions', cached('decisions', decisions))
  report('/analytics/examples', (snapshot, scope, { example_outcome = null, ...page }) =>
    examples(snapshot, scope, { outcome: example_outcome, ...page }),
  )
  report('/events/recent', recent)
  return app
}
