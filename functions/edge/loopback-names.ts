// Middleware against DNS rebinding: a page from elsewhere whose name was made to resolve to this machine is of our own
// origin for its browser, but Host still says that name.
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'

const LOOPBACK_URL = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?\//

/** @throws Problem misdirected-request under any other name */
export const loopbackNamesOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (!LOOPBACK_URL.test(c.req.url)) throw new Problem('misdirected-request')
  await next()
}
