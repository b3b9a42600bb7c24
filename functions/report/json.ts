// The JSON answers of the report group: one snapshot each, which one in the body and in X-As-Of-Seq.
import { zValidator } from '@hono/zod-validator'
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { z } from 'zod'
import { type Env, fieldErrors } from '../http.ts'
import { Problem } from '../problem.ts'
import type { ReportDeps } from './deps.ts'
import { latency } from './latency.ts'
import { minSeqOf } from './min-seq.ts'
import { policies } from './policies.ts'
import { recent } from './recent.ts'
import { type Scope, scopeKey, scopeOf } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { stats } from './stats.ts'
import { summary } from './summary.ts'
import { timeseries, WIDTHS } from './timeseries.ts'

const wholeNumber = (name: string) =>
  z.coerce.number().int().positive(`${name} must be a whole number above 0`)
const page = z.object({
  limit: wholeNumber('limit').max(1_000, 'limit must be at most 1,000').default(50),
  before: wholeNumber('before').optional(),
})
const series = z.object({
  width: z
    .enum(WIDTHS, `width must be one of ${WIDTHS.join(', ')}`)
    .nullable()
    .default(null),
})

const valid = <T extends z.ZodType>(schema: T) =>
  zValidator('query', schema, (result) => {
    if (!result.success) throw new Problem('invalid-parameter', undefined, fieldErrors(result.error.issues))
  })

export function jsonReports({ reader, cache, timeZone }: ReportDeps) {
  /** @param figures given what is asked for, computes them from one snapshot */
  async function answer(
    c: Context<Env>,
    figures: (snapshot: Snapshot, scope: Scope) => Promise<object>,
  ): Promise<Response> {
    const scope = scopeOf(c.req.query(), timeZone)
    const [found, as_of] = await reader.answer(
      async (snapshot) => [await figures(snapshot, scope), snapshot.asOf] as const,
      minSeqOf(c.req.raw),
    )
    return Response.json(
      { ...found, as_of },
      { headers: { 'X-As-Of-Seq': String(as_of.seq), 'Cache-Control': 'no-cache' } },
    )
  }
  const cached =
    (name: string, compute: (snapshot: Snapshot, scope: Scope) => Promise<object>) =>
    (snapshot: Snapshot, scope: Scope) =>
      cache.get(snapshot, `${name} ${scopeKey(scope)}`, () => compute(snapshot, scope))
  const figure =
    (name: string, compute: (snapshot: Snapshot, scope: Scope) => Promise<object>) => (c: Context<Env>) =>
      answer(c, cached(name, compute))

  return new Hono<Env>()
    .get('/events/stats', etag(), figure('stats', stats))
    .get('/analytics/summary', etag(), figure('summary', summary))
    .get('/analytics/latency', etag(), figure('latency', latency))
    .get('/analytics/policies', etag(), figure('policies', policies))
    .get('/analytics/timeseries', etag(), valid(series), (c) => {
      const { width } = c.req.valid('query')
      return answer(
        c,
        cached(`timeseries ${width}`, (snapshot, scope) => timeseries(snapshot, scope, width)),
      )
    })
    .get('/events/recent', etag(), valid(page), (c) => {
      const asked = c.req.valid('query')
      return answer(c, (snapshot, scope) => recent(snapshot, scope, asked))
    })
}
