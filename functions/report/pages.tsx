// The pages of the report group.
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { ReportsPage } from '../../views/reports-page.tsx'
import type { Env } from '../http.ts'
import type { ReportDeps } from './deps.ts'
import { minSeqOf } from './min-seq.ts'
import { currentView, reportsProps } from './reports.tsx'

export function pages(deps: ReportDeps) {
  async function page(request: Request) {
    const minSeq = minSeqOf(request)
    if (minSeq > 0) await deps.reader.atLeast(minSeq)
    const view = await currentView(deps, request.url)
    return { view, props: await reportsProps(deps, view) }
  }
  return new Hono<Env>()
    .get('/', (c) => c.redirect('/reports'))
    .get('/reports', etag(), async (c) => {
      const { view, props } = await deps.reader.retryWhenGone(() => page(c.req.raw))
      c.header('Cache-Control', 'no-cache')
      c.header('X-As-Of-Seq', String(view.snapshot?.asOf.seq ?? 0))
      return c.html(`<!DOCTYPE html>${<ReportsPage {...props} />}`)
    })
}
