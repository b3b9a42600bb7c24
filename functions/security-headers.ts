// What browsers are told of every answer: nothing from elsewhere, nothing inline, no framing.
// It must never be left out of an answer that a browser could show.
import type { Context, MiddlewareHandler } from 'hono'
import type { Env } from './http.ts'

/** Strict-Transport-Security is for the proxy that ends TLS: here is plain HTTP. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const

/** A program that posts gets no page: these would take a tenth of the time of its answer. JSON brings NOSNIFF (http.ts). */
const isProgram = (c: Context) => c.req.method === 'POST' && !c.req.header('accept')?.includes('text/html')

/** Middleware. Whoever answers with SECURITY_HEADERS already says so (`complete`): setting them here costs a copy. */
export const security: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  if (c.get('complete') || isProgram(c)) return
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value)
}
