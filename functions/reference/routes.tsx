// The addresses that explain the others: /openapi.json, /docs, a page for each problem, and what robots may read.
import { type Context, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { etag } from 'hono/etag'
import { DocsPage } from '../../views/docs/docs-page.tsx'
import { ProblemEntryPage } from '../../views/docs/problem-entry-page.tsx'
import { ProblemListPage } from '../../views/docs/problem-list-page.tsx'
import type { Assets } from '../../views/layout.tsx'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'
import { docsProps } from './docs-props.ts'
import { openApi } from './openapi.ts'
import type { OpenApi } from './openapi-object.ts'
import { isProblem, PROBLEM_ENTRIES, problemEntry } from './problem-entry.ts'

const NO_CACHE = { 'Cache-Control': 'no-cache' }

/** Pages may be read; figures, files and streams would be computed for nobody. */
const ROBOTS = `User-agent: *
Disallow: /analytics/
Disallow: /export/
Disallow: /events/recent
Disallow: /events/stats
Disallow: /events/stream
Disallow: /reports/stream
`

/** A page, unless JSON is asked for. */
function pageOrJson(c: Context<Env>, page: () => unknown, json: object): Response | Promise<Response> {
  const headers = { ...NO_CACHE, Vary: 'Accept' }
  const wanted = accepts(c, {
    header: 'Accept',
    supports: ['text/html', 'application/json'],
    default: 'text/html',
  })
  return wanted === 'application/json'
    ? c.json(json, 200, headers)
    : c.html(`<!DOCTYPE html>${page()}`, 200, headers)
}

export function reference(assets: Assets) {
  let made: OpenApi | null = null
  /** Made when somebody first asks: making it takes a tenth of a process's start. */
  const document = () => {
    made ??= openApi()
    return made
  }
  return new Hono<Env>()
    .get('/openapi.json', etag(), (c) => c.json(document(), 200, NO_CACHE))
    .get('/robots.txt', (c) => c.text(ROBOTS, 200, NO_CACHE))
    .get('/docs', etag(), (c) => {
      const props = docsProps(document(), new URL(c.req.url).origin)
      return c.html(`<!DOCTYPE html>${<DocsPage assets={assets} {...props} />}`, 200, NO_CACHE)
    })
    .get('/problems', etag(), (c) =>
      pageOrJson(c, () => <ProblemListPage assets={assets} problems={PROBLEM_ENTRIES} />, {
        problems: PROBLEM_ENTRIES,
      }),
    )
    .get('/problems/:slug', etag(), (c) => {
      const slug = c.req.param('slug')
      if (!isProblem(slug))
        throw new Problem('not-found', 'No problem has this name. They are all listed at /problems.')
      const entry = problemEntry(slug)
      return pageOrJson(c, () => <ProblemEntryPage assets={assets} {...entry} />, entry)
    })
}
