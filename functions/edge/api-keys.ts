// The setting API_KEYS: who may come in, and for what.
// It must never put a secret, or what may be a misplaced one, into a message: keys are named by their position.
import { z } from 'zod'

export type Scope = 'read' | 'write'
export type ApiKey = { name: string; secret: string; scopes: readonly Scope[] }

/** Each request is compared with every key. */
const MAX_KEYS = 100
const NAME = /^[\w.-]{1,64}$/
/** Shorter ones can be guessed; longer ones only fill the request's headers. */
const SECRET = /^[\x21-\x7e]{16,256}$/
const SCOPES = new Map<string | undefined, readonly Scope[]>([
  ['write', ['write']],
  ['read', ['read']],
  ['write+read', ['write', 'read']],
])

type Parsed = ApiKey | { fault: string }

function parsed(text: string): Parsed {
  const [name = '', secret = '', scope, ...more] = text.trim().split(':')
  const scopes = SCOPES.get(scope)
  if (scope === undefined || more.length > 0) return { fault: 'must be name:secret:scope' }
  if (!NAME.test(name))
    return { fault: 'needs a name of 1 to 64 letters, digits, dots, dashes or underscores' }
  if (!SECRET.test(secret))
    return {
      fault: 'needs a secret of 16 to 256 printable ASCII characters, without spaces, commas and colons',
    }
  if (!scopes) return { fault: 'needs the scope write, read or write+read' }
  return { name, secret, scopes }
}

/** What keys fail in together: a name or a secret that is there before. */
const repeated = (key: ApiKey, before: readonly Parsed[]): { fault: string } | null => {
  const has = (field: 'name' | 'secret') =>
    before.some((other) => field in other && (other as ApiKey)[field] === key[field])
  if (has('name')) return { fault: 'has the name of a key before it' }
  return has('secret') ? { fault: 'has the secret of a key before it' } : null
}

/** `name:secret:scope`, with commas between keys; every fault is an issue that names the key by its position. */
export const apiKeysSetting = z.string().transform((text, context): readonly ApiKey[] => {
  const texts = text.split(',')
  const fault = (message: string) => context.addIssue({ code: 'custom', message, input: '' })
  if (texts.length > MAX_KEYS) {
    fault(`there may be at most ${MAX_KEYS} keys`)
    return z.NEVER
  }
  const each = texts.map(parsed)
  return each.flatMap((key, index) => {
    const wrong = 'fault' in key ? key : repeated(key, each.slice(0, index))
    if (wrong) fault(`key ${index + 1} ${wrong.fault}`)
    return 'fault' in key ? [] : [key]
  })
})
