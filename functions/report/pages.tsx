// The pages of the report group.
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { ReportsPage } from '../../views/reports-page.tsx'
import type { Env } from '../http.ts'
import type { ReportDeps } from './deps.ts'
import { reportsUrl } from './filters.ts'
import { minSeqOf } from './min-seq.ts'
import { currentView, filterProps, pageGivenIn, reportsProps } from './reports.tsx'

export function pages(deps: ReportDeps) {
  async function draw(request: Request) {
    const minSeq = minSeqOf(request)
    if (minSeq > 0) await deps.reader.atLeast(minSeq)
    const view = await currentView(deps, request.url)
    const [props, filters] = await Promise.all([reportsProps(deps, view), filterProps(deps, view)])
    return { view, page: <ReportsPage {...props} filters={filters} /> }
  }
  return new Hono<Env>()
    .get('/', (c) => c.redirect('/reports'))
    .get('/reports', etag(), async (c) => {
      const { searchParams } = new URL(c.req.url)
      // A form sends its empty fields too: the address that people share has none.
      if ([...searchParams.values()].includes('')) return c.redirect(reportsUrl(pageGivenIn(searchParams)))
      const { view, page } = await deps.reader.retryWhenGone(() => draw(c.req.raw))
      c.header('Cache-Control', 'no-cache')
      c.header('X-As-Of-Seq', String(view.snapshot?.asOf.seq ?? 0))
      return c.html(`<!DOCTYPE html>${page}`)
    })
}
