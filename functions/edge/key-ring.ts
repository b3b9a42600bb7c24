// Finds the key that a request shows. It must never tell, by its time or otherwise, how near a wrong one was.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { ApiKey } from './api-keys.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

const SCHEMES = ['bearer', 'basic'] as const
/** `Bearer <secret>`, or `Basic <base64 of name:secret>`, which is what a browser's own dialog sends. */
export type AuthScheme = (typeof SCHEMES)[number]

/** Scheme and credentials of an Authorization header, `name:secret` for Basic; null when it is neither. */
function presented(header: string | undefined): { scheme: AuthScheme; credentials: string } | null {
  const [, word = '', rest = ''] = /^(\S+) +(.*)$/.exec(header ?? '') ?? []
  const scheme = SCHEMES.find((known) => known === word.toLowerCase())
  if (scheme === undefined) return null
  return { scheme, credentials: scheme === 'basic' ? Buffer.from(rest, 'base64').toString() : rest }
}

/** @returns a function from an Authorization header to its key; null for no key, a wrong one, or another scheme */
export function keyRing(keys: readonly ApiKey[]) {
  const ring = keys.map((key) => ({
    key,
    bearer: digest(key.secret),
    basic: digest(`${key.name}:${key.secret}`),
  }))
  return (header: string | undefined, accepted: readonly AuthScheme[]): ApiKey | null => {
    const shown = presented(header)
    if (shown === null || !accepted.includes(shown.scheme)) return null
    const given = digest(shown.credentials)
    // All of them, whichever is right: the time says nothing.
    const right = ring.filter((entry) => timingSafeEqual(entry[shown.scheme], given))
    return right[0]?.key ?? null
  }
}
