// A person at the desk (/live) in the test's process: what a browser sends, what stands in the page, what is logged.
import { deskForm } from './desk-form.ts'
import type { reportsIn } from './in-process.ts'
import { byId, htmlTree, textOf } from './page/html-tree.ts'

export type App = Awaited<ReturnType<typeof reportsIn>>['app']
type Row = Record<string, unknown> & { seq: number; event: string }

export const DRAFT = 'This fund is guaranteed to return 8% a year.'
export const PAGE = { accept: 'text/html', origin: 'http://localhost' }

export async function send(app: App, fields: URLSearchParams, headers: Record<string, string> = {}) {
  const answer = await app.request('/live', {
    method: 'POST',
    headers: { ...PAGE, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: fields.toString(),
  })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

export const opened = async (app: App, query = 'session_id=s-1') =>
  (await app.request(`/live?${query}`, { headers: PAGE })).text()

/** A person at the desk: each press sends what stands in the page. */
export async function desk(app: App, query?: string) {
  let html = await opened(app, query)
  return {
    html: () => html,
    main: () => textOf(byId(htmlTree(html), 'main') as never),
    form: (changes: Record<string, string | null> = {}) => deskForm(html, changes),
    /** The suggestion, and its alternates. */
    texts: () => JSON.parse(deskForm(html).get('shown') ?? '').texts as string[],
    async press(value: string, typed: Record<string, string | null> = {}) {
      const answer = await send(app, deskForm(html, { ...typed, do: value }))
      html = answer.html
      return answer
    },
  }
}

export const eventsOf = async (app: App, minSeq: number) => {
  const answer = await app.request('/events/recent?limit=50', { headers: { 'x-min-seq': String(minSeq) } })
  const { events } = (await answer.json()) as { events: Row[] }
  return events.toReversed()
}
