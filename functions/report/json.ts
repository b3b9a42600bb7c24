// The JSON answers of the report group: one snapshot each, which one in the body and in X-As-Of-Seq.
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { z } from 'zod'
import { type Env, fieldErrors } from '../http.ts'
import { Problem } from '../problem.ts'
import type { ReportDeps } from './deps.ts'
import { latency } from './latency.ts'
import { minSeqOf } from './min-seq.ts'
import { policies } from './policies.ts'
import { recent } from './recent.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { stats } from './stats.ts'
import { summary } from './summary.ts'

const wholeNumber = z.coerce.number().int().positive()
const recentQuery = z.object({ limit: wholeNumber.max(1_000).default(50), before: wholeNumber.optional() })

export function jsonReports({ reader, cache }: ReportDeps) {
  async function answer(
    request: Request,
    compute: (snapshot: Snapshot) => Promise<object>,
  ): Promise<Response> {
    const [figures, as_of] = await reader.answer(
      async (snapshot) => [await compute(snapshot), snapshot.asOf] as const,
      minSeqOf(request),
    )
    return Response.json(
      { ...figures, as_of },
      { headers: { 'X-As-Of-Seq': String(as_of.seq), 'Cache-Control': 'no-cache' } },
    )
  }
  const figure =
    (name: string, compute: (snapshot: Snapshot) => Promise<object>) => (c: { req: { raw: Request } }) =>
      answer(c.req.raw, (snapshot) => cache.get(snapshot, name, compute))

  return new Hono<Env>()
    .get('/events/stats', etag(), figure('stats', stats))
    .get('/analytics/summary', etag(), figure('summary', summary))
    .get('/analytics/latency', etag(), figure('latency', latency))
    .get('/analytics/policies', etag(), figure('policies', policies))
    .get(
      '/events/recent',
      etag(),
      zValidator('query', recentQuery, (result) => {
        if (!result.success)
          throw new Problem('invalid-parameter', undefined, fieldErrors(result.error.issues))
      }),
      (c) => {
        const page = c.req.valid('query')
        return answer(c.req.raw, (snapshot) => recent(snapshot, page))
      },
    )
}
