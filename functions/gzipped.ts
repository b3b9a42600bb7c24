// What is sent compressed, and to whom: pages for clients that take gzip. JSON and exports are sent as they are, because
// programs on the same machine wait for them. It must never buffer a body that has no end.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import { accepts } from 'hono/accepts'
import type { Env } from './http.ts'

export const takesGzip = (c: Context): boolean =>
  accepts(c, { header: 'Accept-Encoding', supports: ['gzip', 'identity'], default: 'identity' }) === 'gzip'

const isPage = ({ headers, body }: Response) =>
  body !== null &&
  headers.get('Content-Type')?.startsWith('text/html') === true &&
  !headers.has('Content-Encoding')

/** Pages that are not compressed yet. Their ETag becomes a weak one: the content is the same, its bytes are not. */
export const gzipPages: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  if (c.get('complete') || !isPage(c.res)) return
  if (!c.res.headers.get('Vary')?.includes('Accept-Encoding')) c.res.headers.append('Vary', 'Accept-Encoding')
  if (!takesGzip(c)) return
  const etag = c.res.headers.get('ETag')
  // After it is set: Hono hands the headers of the answer before on to the one that replaces it.
  c.res = new Response(await promisify(gzip)(await c.res.arrayBuffer()), c.res)
  c.res.headers.set('Content-Encoding', 'gzip')
  c.res.headers.delete('Content-Length')
  if (etag !== null && !etag.startsWith('W/')) c.res.headers.set('ETag', `W/${etag}`)
}
