// Middleware that lets in whoever shows a key of the scope that a URL needs, as often as the key may.
// It must never answer with a key's name, and never spend a key's requests on callers who do not have it.
import type { Context, MiddlewareHandler } from 'hono'
import { type Env, wantsHtml } from '../http.ts'
import { Problem } from '../problem.ts'
import type { ApiKey, Scope } from './api-keys.ts'
import { type AuthScheme, keyRing } from './key-ring.ts'
import { fromOwnPage, isForm } from './own-pages.ts'
import { type Rate, tokenBucket } from './token-bucket.ts'

/**
 * Of each key in each process, and of all callers together who show none: a quarter of what the writer takes, so that no
 * client keeps the others out, and strangers do not keep a person from the question for the key.
 */
const RATE: Rate = { requests: 30_000, seconds: 10 }

/** What says nothing of any event: who asks whether the server lives has no key, and pages of errors need their style. */
const OPEN = /^\/(?:health|livez|readyz|docs|openapi\.json|robots\.txt|problems(?:\/.*)?|assets\/.*)$/

const isReading = (c: Context) => c.req.method === 'GET' || c.req.method === 'HEAD'

/** A URL that nobody thought of is not open. */
const neededScope = (c: Context): Scope => (isReading(c) ? 'read' : 'write')

/**
 * Browsers send what a person once typed into their dialog with every request, those of other sites' pages too: enough
 * to read, and to write with the form of a page that is certainly our own.
 */
const schemes = (c: Context): readonly AuthScheme[] =>
  isReading(c) || (isForm(c) && fromOwnPage(c) === true) ? ['bearer', 'basic'] : ['bearer']

const challenge = (c: Context) =>
  schemes(c).includes('basic') && wantsHtml(c) ? 'Basic realm="Coach Effect", charset="UTF-8"' : 'Bearer'

export type KeyGuardOptions = {
  keys: readonly ApiKey[]
  /** Milliseconds of a clock that nobody sets (monotonic.ts). */
  clock: () => number
  /** Of each key, and of callers without one (30,000 requests in 10 s unless given). */
  rate?: Rate | undefined
}

/** @throws Problem rate-limited, key-required, key-scope; each before anything of the body is read */
export function keyGuard({ keys, clock, rate = RATE }: KeyGuardOptions): MiddlewareHandler<Env> {
  const find = keyRing(keys)
  const limits = new Map(keys.map(({ name }) => [name, limit('key', rate, clock)]))
  const strangers = limit('no-key', rate, clock)
  return async (c, next) => {
    if (OPEN.test(c.req.path)) return next()
    const scope = neededScope(c)
    const key = find(c.req.header('authorization'), schemes(c))
    const taken = (limits.get(key?.name ?? '') ?? strangers)()
    const refuse = (problem: Problem, headers: Record<string, string> = {}) => {
      for (const [name, value] of Object.entries({ ...taken.headers, ...headers }))
        c.res.headers.set(name, value)
      return problem
    }
    if (!taken.granted) throw refuse(new Problem('rate-limited'), { 'Retry-After': String(taken.seconds) })
    if (key === null) throw refuse(new Problem('key-required'), { 'WWW-Authenticate': challenge(c) })
    c.set('keyName', key.name)
    if (!key.scopes.includes(scope))
      throw refuse(new Problem('key-scope', `This needs a key with the scope ${scope}.`))
    await next()
    for (const [name, value] of Object.entries(taken.headers)) c.res.headers.set(name, value)
  }
}

/** A bucket whose answers carry the fields of draft-ietf-httpapi-ratelimit-headers-11. */
function limit(policy: string, rate: Rate, clock: () => number) {
  const take = tokenBucket(rate, clock)
  const announced = `"${policy}";q=${rate.requests};w=${rate.seconds}`
  return () => {
    const taken = take()
    const left = `"${policy}";r=${taken.remaining};t=${taken.seconds}`
    return { ...taken, headers: { 'RateLimit-Policy': announced, RateLimit: left } }
  }
}
