// The pages of the report group.
import { type Context, Hono } from 'hono'
import { ReportsPage, ReportsParts } from '../../views/reports-page.tsx'
import { wantsFragment } from '../fragment.ts'
import type { Env } from '../http.ts'
import type { ReportDeps } from './deps.ts'
import { reportsUrl } from './filters.ts'
import { minSeqOf } from './min-seq.ts'
import { unobserved } from './observer.ts'
import { type Drawn, PageCache, pageResponse } from './page-cache.ts'
import { keptOf, ownIn } from './page-parameters.ts'
import { currentView, filterProps, isWhole, reportsProps, type View } from './reports.tsx'
import { givenIn } from './scope.ts'

/** How long the ranges' links (last 24 h, …) may lag behind the clock: they begin at full hours. */
const LINKS_FOR_MS = 60_000

/** @param inParts for htmx, which places them itself  @throws FileGone when the snapshot's files were collected meanwhile */
export async function drawPage(deps: ReportDeps, view: View, inParts = false): Promise<Drawn> {
  const [props, filters] = await Promise.all([
    reportsProps(deps, view),
    filterProps(deps, view, { path: '/reports', kept: keptOf(view.own) }),
  ])
  const drawn = { ...props, filters }
  return {
    html: inParts ? `${<ReportsParts {...drawn} />}` : `<!DOCTYPE html>${<ReportsPage {...drawn} />}`,
    whole: isWhole(props),
  }
}

export function pages(deps: ReportDeps) {
  const cache = new PageCache(deps.observer ?? unobserved)
  async function draw(c: Context<Env>) {
    const request = c.req.raw
    const inParts = wantsFragment(c)
    const minSeq = minSeqOf(request)
    if (minSeq > 0) await deps.reader.atLeast(minSeq)
    const view = await currentView(deps, request.url)
    const minute = Math.floor(deps.clock() / LINKS_FOR_MS)
    const page = await cache.get(`${inParts} ${view.tag} ${view.origin} ${view.query} ${minute}`, () =>
      drawPage(deps, view, inParts),
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
      const { view, page } = await deps.reader.retryWhenGone(() => draw(c))
      return pageResponse(c, page, view.snapshot?.asOf.seq ?? 0)
    })
}
