// What is measured, for Prometheus: of every process of this machine, whichever instance is asked.
import { Hono } from 'hono'
import type { Env } from '../http.ts'
import { CONTENT_TYPE, exposition, type Metrics } from '../metrics/exposition.ts'

/** @param gathered resolves with what each process measured */
export const metrics = (gathered: () => Promise<Metrics[]>) =>
  new Hono<Env>().get('/metrics', async (c) =>
    c.body(await exposition(await gathered()), 200, {
      'Content-Type': CONTENT_TYPE,
      'Cache-Control': 'no-store',
    }),
  )
