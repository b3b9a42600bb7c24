// A problem as the caller asked for it: problem+json, or the same as a page for browsers.
import type { Context } from 'hono'
import type { Assets } from '../views/layout.tsx'
import { ProblemPage } from '../views/problem-page.tsx'
import { wantsFragment } from './fragment.ts'
import { type Env, problemResponse, wantsHtml } from './http.ts'
import { type Problem, problemDocument } from './problem.ts'

export const problemAnswer =
  (assets: Assets) =>
  (c: Context<Env>, problem: Problem): Response => {
    const json = problemResponse(c, problem)
    json.headers.append('Vary', 'Accept')
    // No part of a page can show it: the browser asks again for the whole one. One slash: //example.com is another host.
    const { pathname, search } = new URL(c.req.url)
    if (wantsFragment(c)) json.headers.set('HX-Redirect', pathname.replace(/^\/+/, '/') + search)
    if (!wantsHtml(c)) return json
    const said = problemDocument(problem, c.get('requestId'))
    const page = <ProblemPage {...said} assets={assets} hint={problem.kind.hint} />
    json.headers.set('Content-Type', 'text/html; charset=utf-8')
    return new Response(`<!DOCTYPE html>${page}`, { status: said.status, headers: json.headers })
  }
