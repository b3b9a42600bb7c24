// Who may come in, for both groups: the middleware that every request passes before its body is read, in order.
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'
import { allowOrigins, plainTextFromKnownOrigins } from './cross-origin.ts'
import { type KeyGuardOptions, keyGuard } from './key-guard.ts'
import { loopbackNamesOnly } from './loopback-names.ts'
import { formsOfOwnPages } from './own-pages.ts'

/** Without `keys` everybody on this machine may do everything, and nobody else is served. */
export type Edge = KeyGuardOptions & {
  /** Origins whose pages may use the API. */
  origins: readonly string[]
}

/** Middleware: without keys only the names of this machine are answered. */
export const ownNamesOnly = ({ keys }: Pick<Edge, 'keys'>): MiddlewareHandler<Env> =>
  keys.length > 0 ? (_, next) => next() : loopbackNamesOnly

/** A preflight carries no key, so it is answered first; a form of another site is refused whatever login it carries. */
export const entrance = (edge: Edge): MiddlewareHandler<Env>[] => [
  ...(edge.origins.length > 0 ? [allowOrigins(edge.origins)] : []),
  formsOfOwnPages,
  edge.keys.length > 0 ? keyGuard(edge) : loopbackNamesOnly,
  plainTextFromKnownOrigins(edge.origins),
]
