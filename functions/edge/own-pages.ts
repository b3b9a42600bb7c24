// Whether a request comes from a page of this server, as its browser says: pages cannot set these headers themselves.
// It must never take silence for a yes where a remembered login is at stake.
import type { Context, MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'

/** Where our own pages' forms go. */
const FORMS = new Set(['/live'])

/** Behind a proxy that ends TLS the scheme is another one here: the host decides. */
const isOwn = (c: Context, origin: string) =>
  URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host

export const isForm = (c: Context): boolean => c.req.method === 'POST' && FORMS.has(c.req.path)

/** Null when nothing says where it comes from: then it is no browser of today. */
export function fromOwnPage(c: Context): boolean | null {
  const [site, origin] = [c.req.header('sec-fetch-site'), c.req.header('origin')]
  if (site === 'same-origin') return true
  if (site === 'same-site' || site === 'cross-site') return false
  // Only said over TLS and on this machine; and `none` when the person sends the form of a restored page again.
  return origin === undefined ? null : isOwn(c, origin)
}

/** Middleware: a form that another site's page posts is refused. @throws Problem origin-not-allowed */
export const formsOfOwnPages: MiddlewareHandler<Env> = async (c, next) => {
  if (isForm(c) && fromOwnPage(c) === false) throw new Problem('origin-not-allowed')
  await next()
}
