// `POST /verify/digests` on the writer's own port: the ledger's digests, for `npm run verify` beside the writer.
// It must never answer anybody who cannot read the lock file, and never hold up a commit.
import { Hono } from 'hono'
import { type Env, NOSNIFF, parametersOf, readJson } from '../../http.ts'
import { Problem } from '../../problem.ts'
import { digestedSchema } from '../ledger/digest.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { ownCommandsOnly } from '../own-commands.ts'

/** A question is three numbers. */
const MAX_QUESTION_BYTES = 1_024
/** Answers being computed: one command asks for one at a time, and each takes a core. */
const AT_ONCE = 2

export function digestRoute(ledger: Ledger) {
  const app = new Hono<Env>()
  let answering = 0
  app.post('/verify/digests', ownCommandsOnly(ledger.token), async (c) => {
    const digested = parametersOf(digestedSchema, await readJson(c.req.raw, MAX_QUESTION_BYTES))
    if (answering >= AT_ONCE) throw new Problem('reports-busy')
    answering += 1
    try {
      return c.json(await ledger.digests(digested), 200, NOSNIFF)
    } finally {
      answering -= 1
    }
  })
  return app
}
