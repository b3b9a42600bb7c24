// Lets in only this machine's own commands: they show the token of the ledger's lock file, which its owner alone can
// read. It must never tell how much of a wrong token was right.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Middleware. @throws Problem unauthorized without `Authorization: Bearer <token>` */
export const ownCommandsOnly = (token: string): MiddlewareHandler<Env> => {
  const expected = digest(`Bearer ${token}`)
  return async (c, next) => {
    if (!timingSafeEqual(expected, digest(c.req.header('authorization') ?? ''))) {
      c.res.headers.set('WWW-Authenticate', 'Bearer')
      throw new Problem('unauthorized')
    }
    await next()
  }
}
