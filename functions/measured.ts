// Middleware that tells how long each GET took, by its address.
import type { MiddlewareHandler } from 'hono'
import type { Env } from './http.ts'

/** @param routeOf the address as it is known, whatever its parameters  @param answered told of each answer */
export const measured =
  (
    routeOf: (path: string) => string,
    answered: (route: string, status: number, seconds: number) => void,
  ): MiddlewareHandler<Env> =>
  async (c, next) => {
    const began = performance.now()
    await next()
    answered(routeOf(c.req.path), c.res.status, (performance.now() - began) / 1_000)
  }
