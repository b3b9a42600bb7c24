// With keys, every route of every port asks for one, but those that the README names: taken from the apps' own routes.
import { expect, it } from 'vitest'
import type { Edge } from '../../../functions/edge/entrance.ts'
import { livingHolder } from '../../../functions/write/ledger/lock-file.ts'
import { type Asked, everyRoute } from '../../support/every-route.ts'
import { portsIn } from '../../support/ports.ts'

/** Ten times what a busy machine takes. */
const WITHIN_MS = 180_000

type App = { request: (path: string, init: RequestInit) => Response | Promise<Response> }

const SECRETS = { read: 'lead-lead-lead-lead', write: 'desk-desk-desk-desk' }
const edge: Edge = {
  keys: [
    { name: 'lead', secret: SECRETS.read, scopes: ['read'] },
    { name: 'desk', secret: SECRETS.write, scopes: ['write'] },
  ],
  origins: [],
  clock: Date.now,
}

/** What says nothing of any event. */
const OPEN =
  /^\/(health|livez|readyz|docs|openapi\.json|robots\.txt|problems|problems\/not-found|assets\/[\w-]+\.\w+)$/
/** Of this machine's own commands: no key opens them. */
const OWN = new Set(['/import', '/verify/digests'])

async function answer(app: App, { method, path }: Asked, credentials: string | null) {
  const headers = credentials === null ? {} : { authorization: `Bearer ${credentials}` }
  const { status, body } = await app.request(path, { method, headers })
  await body?.cancel()
  return status
}

/** Which callers are let in, and what the others are told. */
async function toldAt(app: App, asked: Asked, token: string) {
  const told = async (credentials: string | null) => {
    const status = await answer(app, asked, credentials)
    return status === 401 || status === 403 ? status : 'let in'
  }
  return {
    nobody: await told(null),
    wrong: await told('wrong-wrong-wrong'),
    read: await told(SECRETS.read),
    write: await told(SECRETS.write),
    token: await told(token),
  }
}

function asItMust({ method, path }: Asked) {
  if (OPEN.test(path))
    return { nobody: 'let in', wrong: 'let in', read: 'let in', write: 'let in', token: 'let in' }
  if (OWN.has(path)) return { nobody: 401, wrong: 401, read: 401, write: 401, token: 'let in' }
  const reads = method === 'GET'
  return {
    nobody: 401,
    wrong: 401,
    read: reads ? 'let in' : 403,
    write: reads ? 403 : 'let in',
    token: 401, // the lock file's token is no key
  }
}

it('no route but the open ones answers without a key of its scope, at the public port, the writer’s and that of its commands', {
  timeout: WITHIN_MS,
}, async () => {
  const { ports, writer, ledgerFile } = await portsIn({ edge })
  const token = livingHolder(ledgerFile)?.token ?? ''
  expect(token).not.toBe('')
  const ofWriter = everyRoute(writer.app)
  const routes = [
    [ports.publicPort, everyRoute(ports.publicPort)],
    [ports.writerPort, ofWriter],
    [ports.ownCommands, ofWriter],
  ] as const
  let open = 0
  for (const [app, asked] of routes)
    for (const one of asked) {
      const expected = asItMust(one)
      if (OPEN.test(one.path)) open += 1
      expect({ one, ...(await toldAt(app, one, token)) }).toEqual({ one, ...expected })
    }
  expect(open).toBe(8 + 12 + 2 + 2) // of the public port: of which 12 are assets
})

it('other spellings of an address open nothing', async () => {
  const { ports } = await portsIn({ edge })
  const spellings = [
    '/REPORTS',
    '/reports/',
    '//reports',
    '/./reports',
    '/assets/../reports',
    '/assets/%2e%2e/reports',
    '/assets/..%2freports',
    '/health/../analytics/summary',
    '/problems/../events/recent',
    '/problems/%2e%2e/events/recent',
    '/%72eports',
    '/events/%63oach',
    '/reports;/assets/style.css',
    '/reports?/health',
    '/reports#/health',
  ]
  const statuses = []
  for (const path of spellings)
    for (const app of [ports.publicPort, ports.writerPort, ports.ownCommands]) {
      const answer = await app.request(path)
      const text = await answer.text()
      // Whatever they are, they hold no figure and no event.
      expect({ path, text }).toEqual({ path, text: expect.not.stringMatching(/as_of|total_events|<table/) })
      statuses.push(answer.status)
    }
  expect(new Set(statuses)).toEqual(new Set([401, 404]))
})
