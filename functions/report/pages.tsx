// The pages of the report group.
import { Hono } from 'hono'
import { ReportsPage } from '../../views/reports-page.tsx'
import type { Env } from '../http.ts'
import type { ReportDeps } from './deps.ts'
import { reportsUrl } from './filters.ts'
import { minSeqOf } from './min-seq.ts'
import { type Drawn, PageCache, pageResponse } from './page-cache.ts'
import { keptOf, ownIn } from './page-parameters.ts'
import { currentView, filterProps, isWhole, reportsProps, type View } from './reports.tsx'
import { givenIn } from './scope.ts'

/** How long the ranges' links (last 24 h, …) may lag behind the clock: they begin at full hours. */
const LINKS_FOR_MS = 60_000

/** @throws FileGone when the snapshot's files were collected meanwhile */
export async function drawPage(deps: ReportDeps, view: View): Promise<Drawn> {
  const [props, filters] = await Promise.all([
    reportsProps(deps, view),
    filterProps(deps, view, { path: '/reports', kept: keptOf(view.own) }),
  ])
  return { html: `<!DOCTYPE html>${<ReportsPage {...props} filters={filters} />}`, whole: isWhole(props) }
}

export function pages(deps: ReportDeps) {
  const cache = new PageCache()
  async function draw(request: Request) {
    const minSeq = minSeqOf(request)
    if (minSeq > 0) await deps.reader.atLeast(minSeq)
    const view = await currentView(deps, request.url)
    const minute = Math.floor(deps.clock() / LINKS_FOR_MS)
    const page = await cache.get(`${view.tag} ${view.origin} ${view.query} ${minute}`, () =>
      drawPage(deps, view),
    )
    return { view, page }
  }
  return new Hono<Env>()
    .get('/', (c) => c.redirect('/reports'))
    .get('/reports', async (c) => {
      const { searchParams } = new URL(c.req.url)
      // A form sends its empty fields too: the address that people share has none.
      if ([...searchParams.values()].includes(''))
        return c.redirect(reportsUrl({ ...givenIn(searchParams), ...ownIn(searchParams) }))
      const { view, page } = await deps.reader.retryWhenGone(() => draw(c.req.raw))
      return pageResponse(c, page, view.snapshot?.asOf.seq ?? 0)
    })
}
