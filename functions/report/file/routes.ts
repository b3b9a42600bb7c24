// The report as a file, for whoever asks over HTTP.
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Env } from '../../http.ts'
import type { ReportDeps } from '../deps.ts'
import { minSeqOf } from '../min-seq.ts'
import { drawFile, type Inlined } from './file.tsx'

export const reportFile = (deps: ReportDeps, inlined: Inlined) =>
  new Hono<Env>().get('/reports.html', etag(), async (c) => {
    const { html, name, seq } = await drawFile(deps, inlined, c.req.url, minSeqOf(c.req.raw))
    return c.body(html, 200, {
      'Content-Type': 'text/html; charset=UTF-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-cache',
      'X-As-Of-Seq': String(seq),
    })
  })
