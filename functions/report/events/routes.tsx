// The pages of events: the list, a session's timeline, one event in full. All of them read, none of them counts.
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { z } from 'zod'
import { EventPage } from '../../../views/events/event-page.tsx'
import { EventsPage, EventsParts } from '../../../views/events/events-page.tsx'
import { SessionPage } from '../../../views/events/session-page.tsx'
import { FRAGMENT_VARY, wantsFragment } from '../../fragment.ts'
import { type Env, parametersOf, saidIn } from '../../http.ts'
import { Problem } from '../../problem.ts'
import type { ReportDeps } from '../deps.ts'
import { eventsUrl } from '../filters.ts'
import { minSeqOf } from '../min-seq.ts'
import { currentView, filterProps } from '../reports.tsx'
import { givenIn, scopeOf, scopeParameters } from '../scope.ts'
import { listParameters, listProps } from './list.tsx'
import { oneEvent } from './one.ts'
import { sessionTimeline } from './session.ts'

const { session_id, tz } = scopeParameters.shape

/** What the timeline of a session takes. */
export const sessionParameters = z.object({
  session_id: session_id.unwrap(),
  tz,
  before: listParameters.shape.before,
})

export function eventPages(deps: ReportDeps) {
  const { reader, timeZone, assets } = deps

  function answer(
    c: Context<Env>,
    seq: number,
    page: unknown,
    before = '<!DOCTYPE html>',
  ): Response | Promise<Response> {
    c.header('Cache-Control', 'no-cache')
    c.header('X-As-Of-Seq', String(seq))
    return c.html(`${before}${page}`)
  }

  async function drawList({ url, query }: { url: string; query: Record<string, string> }, minSeq: number) {
    if (minSeq > 0) await reader.atLeast(minSeq)
    const page = parametersOf(listParameters, query)
    const kept = query.limit === undefined ? {} : { limit: query.limit }
    const view = await currentView(deps, url)
    const [props, filters] = await Promise.all([
      listProps(deps, view, { kept, page }),
      filterProps(deps, view, { path: '/events', kept }),
    ])
    return { props, filters }
  }

  return new Hono<Env>()
    .get('/events', etag(), async (c) => {
      const { searchParams } = new URL(c.req.url)
      // A form sends its empty fields too: the address that people share has none.
      if ([...searchParams.values()].includes('')) {
        const { limit = '', before = '' } = c.req.query()
        return c.redirect(eventsUrl(givenIn(searchParams), saidIn({ limit, before })))
      }
      const { props, filters } = await reader.retryWhenGone(() =>
        drawList({ url: c.req.url, query: c.req.query() }, minSeqOf(c.req.raw)),
      )
      c.header('Vary', FRAGMENT_VARY)
      const page = { ...props, filters }
      return wantsFragment(c)
        ? answer(c, props.asOf.seq, <EventsParts {...page} />, '')
        : answer(c, props.asOf.seq, <EventsPage {...page} />)
    })
    .get('/events/session', etag(), async (c) => {
      const said = saidIn(c.req.query())
      const { session_id, tz, before } = parametersOf(sessionParameters, said)
      const given = tz === undefined ? {} : { tz }
      const scope = scopeOf({ session_id, ...given }, timeZone)
      const [asOf, timeline] = await reader.answer(
        async (snapshot) => [snapshot.asOf, await sessionTimeline(snapshot, scope, before)] as const,
        minSeqOf(c.req.raw),
      )
      if (timeline.events === 0 && timeline.next_before === null)
        throw new Problem(
          'not-found',
          before === undefined
            ? `No event of this session is known, as of event ${asOf.seq}.`
            : `No event of this session came before event ${before}.`,
        )
      return answer(
        c,
        asOf.seq,
        <SessionPage
          {...{ assets, asOf, timeline, given, before: before ?? null }}
          session={session_id}
          zone={scope.zone}
        />,
      )
    })
    .get('/events/:seq{[1-9][0-9]*}', etag(), async (c) => {
      const { tz } = parametersOf(scopeParameters.pick({ tz: true }), saidIn(c.req.query()))
      const given = tz === undefined ? {} : { tz }
      const { zone } = scopeOf(given, timeZone)
      const seq = Number(c.req.param('seq'))
      const [asOf, found] = await reader.answer(
        async (snapshot) =>
          [snapshot.asOf, seq <= snapshot.asOf.seq ? await oneEvent(snapshot, seq) : null] as const,
        minSeqOf(c.req.raw),
      )
      if (found === null)
        throw new Problem('not-found', `There is no such event: the log is known up to event ${asOf.seq}.`)
      return answer(c, asOf.seq, <EventPage {...found} {...{ assets, asOf, given, zone }} />)
    })
}
