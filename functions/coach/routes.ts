// The coach’s URLs. They need no database and no writer.
import { Hono } from 'hono'
import { type Env, fieldErrors, NOSNIFF, readJson } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Coach } from './suggest.ts'
import { MAX_SUGGESTION_REQUEST_BYTES, suggestionRequestSchema } from './suggestion.ts'

export function coachRoutes(coach: Coach) {
  const app = new Hono<Env>()
  app.post('/coach/suggest', async (c) => {
    const parsed = suggestionRequestSchema.safeParse(await readJson(c.req.raw, MAX_SUGGESTION_REQUEST_BYTES))
    if (!parsed.success) throw new Problem('invalid-request', undefined, fieldErrors(parsed.error.issues))
    return c.json(await coach.suggest(parsed.data), 200, NOSNIFF)
  })
  app.get('/providers/status', (c) => c.json(coach.status(), 200, { 'Cache-Control': 'no-store' }))
  return app
}
