// What pages of other origins may do here: those of CORS_ORIGINS read and post, the others neither.
// It must never let a page use what the browser remembers of a person: no credentials cross an origin.
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { contentType, type Env } from '../http.ts'
import { Problem } from '../problem.ts'
import { fromOwnPage } from './own-pages.ts'

/** How long a browser may remember what it was allowed, in seconds. */
const PREFLIGHT_SECONDS = 600
const API = /^\/(?:events|analytics|export|coach|providers)\//

/** Middleware for the API's URLs: CORS headers, and the answer to a preflight, for these origins and no others. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler<Env> {
  const allow = cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST'],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'Content-Encoding',
      'Idempotency-Key',
      'If-None-Match',
      'X-Min-Seq',
    ],
    exposeHeaders: ['X-As-Of-Seq', 'ETag', 'Retry-After', 'RateLimit', 'RateLimit-Policy'],
    maxAge: PREFLIGHT_SECONDS,
  })
  return async (c, next) => {
    if (!API.test(c.req.path)) return next()
    if (origins.includes(c.req.header('origin') ?? '')) return allow(c, next)
    await next()
    c.res.headers.append('Vary', 'Origin')
  }
}

/**
 * Middleware: plain text is what a browser posts for any page without asking here first (`navigator.sendBeacon`), so it
 * is taken only from our own pages, from the listed ones, and from what is no browser.
 * @throws Problem origin-not-allowed
 */
export function plainTextFromKnownOrigins(origins: readonly string[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const unasked = c.req.method === 'POST' && contentType(c.req.raw) === 'text/plain'
    if (unasked && !origins.includes(c.req.header('origin') ?? '') && fromOwnPage(c) === false)
      throw new Problem('origin-not-allowed')
    await next()
  }
}
